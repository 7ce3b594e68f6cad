"""stub"""
def municipality_map(m):
    return None


def area_map(a):
    return None
