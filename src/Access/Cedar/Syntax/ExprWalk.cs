namespace Carelake.Access.Cedar;

/// <summary>The parts of expressions.</summary>
internal static class ExprWalk
{
    /// <summary>The expressions directly within one, in the order they are written.</summary>
    public static IEnumerable<Expr> Parts(Expr expression) => expression switch
    {
        NotExpr not => [not.Operand],
        NegateExpr negate => [negate.Operand],
        AndExpr and => [and.Left, and.Right],
        OrExpr or => [or.Left, or.Right],
        IfExpr choice => [choice.Condition, choice.Then, choice.Else],
        AttributeExpr attribute => [attribute.Target],
        HasExpr has => [has.Target],
        LikeExpr like => [like.Target],
        IsExpr isType => [isType.Target],
        IsEmptyExpr isEmpty => [isEmpty.Target],
        SetExpr set => set.Items,
        RecordExpr record => record.Attributes.Select(attribute => attribute.Value),
        CallExpr call => call.Arguments,
        BinaryExpr binary => [binary.Left, binary.Right],
        _ => [],
    };
}
