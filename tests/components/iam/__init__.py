"""An evaluator of IAM documents that is not ours: `@cloud-copilot/iam-simulate`, run by the Node.js of a wheel."""

from .simulator import Question, answers

__all__ = ["Question", "answers"]
