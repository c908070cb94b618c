"""The network of groups as readers get it: what they may know, what they ask for, and the files it leaves in."""
