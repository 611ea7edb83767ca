from tests.fixtures.children import borough, person, refreshed, signed_in, staff, viewer

__all__ = ["borough", "person", "refreshed", "signed_in", "staff", "viewer"]
