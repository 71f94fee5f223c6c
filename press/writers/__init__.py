"""Writers: a manuscript and a layout in, the bytes of one document out."""
