"""What is kept from build to build, and how it survives: keys, manifest, output folder, record of publication."""
