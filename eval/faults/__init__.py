"""The system broken on purpose, one way at a time: does each suite notice?"""
