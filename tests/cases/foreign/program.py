import json
from os import path

def load(name):
    """GB/T 45101-2024 标准，2024年5月6日发布"""
    return json.load(open(name))

class Reader:
    pass
