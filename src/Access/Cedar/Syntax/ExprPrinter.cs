using System.Diagnostics;

namespace Carelake.Access.Cedar;

/// <summary>Writes expressions so that reading them again gives the same tree: every operand that is not a leaf or a chain of accesses stands in parentheses.</summary>
internal static class ExprPrinter
{
    public static string Print(Expr expression) => expression switch
    {
        LiteralExpr literal => literal.Value.ToString(),
        VariableExpr variable => Name(variable.Variable),
        SlotExpr slot => $"?{Name(slot.Variable)}",
        NotExpr not => $"!{Operand(not.Operand)}",
        // A negated literal needs the parentheses, or it would be read as a negative number.
        NegateExpr negate => negate.Operand is LiteralExpr ? $"-({Print(negate.Operand)})" : $"-{Operand(negate.Operand)}",
        AndExpr and => $"{Operand(and.Left)} && {Operand(and.Right)}",
        OrExpr or => $"{Operand(or.Left)} || {Operand(or.Right)}",
        IfExpr choice => $"if {Print(choice.Condition)} then {Print(choice.Then)} else {Print(choice.Else)}",
        AttributeExpr attribute => CedarText.IsIdentifier(attribute.Name) && !CedarText.IsReserved(attribute.Name)
            ? $"{Operand(attribute.Target)}.{attribute.Name}"
            : $"{Operand(attribute.Target)}[{CedarText.Quote(attribute.Name)}]",
        HasExpr has => $"{Operand(has.Target)} has {CedarText.Name(has.Name)}",
        LikeExpr like => $"{Operand(like.Target)} like {CedarText.Quote(like.Pattern.Parts)}",
        IsExpr isType => $"{Operand(isType.Target)} is {isType.Type}",
        SetExpr set => $"[{string.Join(", ", set.Items.Select(Print))}]",
        RecordExpr record => $"{{{string.Join(", ", record.Attributes.Select(item => $"{CedarText.Name(item.Key)}: {Print(item.Value)}"))}}}",
        CallExpr call => call.Function.IsConstructor
            ? $"{call.Function.Name}({string.Join(", ", call.Arguments.Select(Print))})"
            : $"{Operand(call.Arguments[0])}.{call.Function.Name}({string.Join(", ", call.Arguments.Skip(1).Select(Print))})",
        IsEmptyExpr isEmpty => $"{Operand(isEmpty.Target)}.isEmpty()",
        BinaryExpr binary when MethodName(binary.Operator) is { } method => $"{Operand(binary.Left)}.{method}({Print(binary.Right)})",
        BinaryExpr binary => $"{Operand(binary.Left)} {Symbol(binary.Operator)} {Operand(binary.Right)}",
        _ => throw new UnreachableException(),
    };

    public static string Name(Variable variable) => variable switch
    {
        Variable.Principal => "principal",
        Variable.Action => "action",
        Variable.Resource => "resource",
        _ => "context",
    };

    private static string Operand(Expr expression) =>
        expression is VariableExpr or SlotExpr or AttributeExpr or SetExpr or RecordExpr or CallExpr or IsEmptyExpr ||
        (expression is BinaryExpr binary && MethodName(binary.Operator) is not null) ||
        (expression is LiteralExpr literal && !(literal.Value.Kind == CedarValueKind.Long && literal.Value.Number < 0))
            ? Print(expression)
            : $"({Print(expression)})";

    private static string? MethodName(BinaryOperator operation) => operation switch
    {
        BinaryOperator.Contains => "contains",
        BinaryOperator.ContainsAll => "containsAll",
        BinaryOperator.ContainsAny => "containsAny",
        BinaryOperator.HasTag => "hasTag",
        BinaryOperator.GetTag => "getTag",
        _ => null,
    };

    private static string Symbol(BinaryOperator operation) => operation switch
    {
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        _ => "in",
    };
}
