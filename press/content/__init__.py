"""What is judged of content before there is any document: how hard it is to read, how its drawings print."""
