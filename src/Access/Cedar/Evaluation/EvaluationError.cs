namespace Carelake.Access.Cedar;

/// <summary>Why an expression has no value. Made once when the policy is read, so that a failing policy costs no allocation.</summary>
/// <param name="Message">For a person; names attributes and functions, never values.</param>
internal sealed record EvaluationError(string Message)
{
    public static readonly EvaluationError NoValue = new("there is no value");
    public static readonly EvaluationError Type = new("an operand has the wrong type");
    public static readonly EvaluationError Arguments = new("the function is called with a wrong number of arguments");
    public static readonly EvaluationError Overflow = new("the number is out of range");
    public static readonly EvaluationError NoEntity = new("the entity does not exist");
    public static readonly EvaluationError NoTag = new("the entity does not have the tag");
    public static readonly EvaluationError Literal = new("the text is not a literal of the extension");
}
