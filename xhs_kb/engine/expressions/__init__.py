"""The one evaluator of expressions: rule conditions, predicates of questions and `WHERE` of patterns.

An expression tree becomes nested Python closures once and runs many times. Logic is three-valued throughout and None
is unknown. In a condition a type error is unknown too; in a pattern it is raised (see `Failure`).

    test = compile_expression(tree)          # once
    test(scope)                              # True, False, None, or whatever value the tree stands for
"""

from .compile import Closure, Leaves, compile_expression, compile_with
from .failure import Failure, raising, unknown
from .scope import Scope

__all__ = ["Closure", "Failure", "Leaves", "Scope", "compile_expression", "compile_with", "raising", "unknown"]
