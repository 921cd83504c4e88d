"""The movement's rules: whom a plan binds by when, and how a target is measured."""
