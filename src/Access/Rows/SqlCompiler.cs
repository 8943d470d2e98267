using System.Globalization;
using System.Text;
using Carelake.Access.Cedar;
using Carelake.Core;
using Carelake.DuckDb;

namespace Carelake.Access.Rows;

/// <summary>
/// Turns what partial evaluation leaves open into SQL that DuckDB and Spark answer alike. What has no such SQL is refused by name: a filter that is only
/// nearly the policy is worse than none.
/// </summary>
/// <param name="table">How rows are resources.</param>
/// <param name="evaluator">Knows what belongs to what.</param>
/// <param name="policyId">The policy being compiled, for errors.</param>
internal sealed class SqlCompiler(ResourceTable table, PartialEvaluator evaluator, string policyId)
{
    private const long TicksAMillisecond = TimeSpan.TicksPerMillisecond;

    /// <summary>A cell or a value that SQL compares.</summary>
    /// <param name="Sql">The text.</param>
    /// <param name="Kind">What it is.</param>
    /// <param name="EntityType">The type, for an entity's id.</param>
    /// <param name="Column">The quoted column when it may be empty.</param>
    private readonly record struct Scalar(string Sql, CedarValueKind Kind, string? EntityType, string? Column)
    {
        public bool IsOfOneTypeWith(Scalar other) => Kind == other.Kind && EntityType == other.EntityType;
    }

    /// <summary>A condition of a policy.</summary>
    /// <exception cref="CarelakeException"><c>ACC-0106</c> it has no SQL.</exception>
    public SqlPredicate Compile(Expr expression) => expression switch
    {
        LiteralExpr { Value.Kind: CedarValueKind.Bool } literal => SqlPredicate.Constant(literal.Value.IsTrue),
        LiteralExpr => SqlPredicate.Error,
        AndExpr and => And(Compile(and.Left), and.Right),
        OrExpr or => Or(Compile(or.Left), or.Right),
        NotExpr not => Compile(not.Operand).Not(),
        IfExpr choice => SqlPredicate.If(Compile(choice.Condition), Compile(choice.Then), Compile(choice.Else)),
        HasExpr has => Has(has),
        LikeExpr like => Like(like),
        IsExpr isType => Is(isType),
        AttributeExpr => Boolean(expression),
        BinaryExpr binary => Binary(binary),
        CallExpr { Function: { IsConstructor: false, First: CedarValueKind.Decimal, Second: CedarValueKind.Decimal } } call => Compared(
            call, call.Arguments[0], call.Arguments[1], call.Function.Name switch { "lessThan" => "<", "lessThanOrEqual" => "<=", "greaterThan" => ">", _ => ">=" }),
        _ => throw Refused(expression),
    };

    // The right side is not looked at where the left one settles it for every row: it may ask for what the table does not have.
    private SqlPredicate And(SqlPredicate left, Expr right) => left.True == SqlPredicate.Never ? left : left.And(Compile(right));

    private SqlPredicate Or(SqlPredicate left, Expr right) => left.False == SqlPredicate.Never ? left : left.Or(Compile(right));

    private SqlPredicate Binary(BinaryExpr binary)
    {
        // An operand that is an error spoils the whole.
        if (binary.Left is LiteralExpr { Value.IsError: true } || binary.Right is LiteralExpr { Value.IsError: true }) return SqlPredicate.Error;
        return binary.Operator switch
        {
            BinaryOperator.Equal => Compared(binary, binary.Left, binary.Right, "="),
            BinaryOperator.NotEqual => Compared(binary, binary.Left, binary.Right, "=").Not(),
            BinaryOperator.Less => Compared(binary, binary.Left, binary.Right, "<"),
            BinaryOperator.LessOrEqual => Compared(binary, binary.Left, binary.Right, "<="),
            BinaryOperator.Greater => Compared(binary, binary.Left, binary.Right, ">"),
            BinaryOperator.GreaterOrEqual => Compared(binary, binary.Left, binary.Right, ">="),
            BinaryOperator.In => In(binary),
            BinaryOperator.Contains => Contains(binary),
            BinaryOperator.ContainsAny or BinaryOperator.ContainsAll => Sets(binary),
            _ => throw Refused(binary),
        };
    }

    private SqlPredicate Compared(Expr whole, Expr leftExpression, Expr rightExpression, string sign)
    {
        var (left, right) = (ToScalar(leftExpression), ToScalar(rightExpression));
        if (left is not { } a || right is not { } b) throw Refused(whole);
        // Values of two kinds are never equal, and have no order.
        if (!a.IsOfOneTypeWith(b)) return sign == "=" ? SqlPredicate.Over("FALSE", Columns(a, b)) : SqlPredicate.Error;
        if (sign != "=" && a.Kind is not (CedarValueKind.Long or CedarValueKind.Datetime or CedarValueKind.Decimal)) return SqlPredicate.Error;
        return SqlPredicate.Over($"{a.Sql} {sign} {b.Sql}", Columns(a, b));
    }

    private SqlPredicate Boolean(Expr expression) => ToScalar(expression) is { Kind: CedarValueKind.Bool } cell
        ? SqlPredicate.Over(cell.Sql, Columns(cell))
        : throw Refused(expression);

    private SqlPredicate Has(HasExpr has)
    {
        if (has.Target is not VariableExpr) throw Refused(has);
        if (!table.Attributes.TryGetValue(has.Name, out var column)) return SqlPredicate.Constant(false);
        var name = DuckDbSql.Identifier(column.Column);
        return new($"{name} IS NOT NULL", $"{name} IS NULL", true);
    }

    private SqlPredicate Is(IsExpr isType)
    {
        if (ToScalar(isType.Target) is not { EntityType: not null } cell) throw Refused(isType);
        return SqlPredicate.Over(cell.EntityType == isType.Type ? "TRUE" : "FALSE", Columns(cell));
    }

    private SqlPredicate Like(LikeExpr like)
    {
        if (ToScalar(like.Target) is not { Kind: CedarValueKind.String } cell) throw Refused(like);
        var pattern = new StringBuilder();
        foreach (var part in like.Pattern.Parts)
        {
            if (part is null) pattern.Append('%');
            else if (part is '%' or '_' or '^') pattern.Append('^').Append(part);
            else pattern.Append(part);
        }
        return SqlPredicate.Over($"{cell.Sql} LIKE {DuckDbSql.Literal(pattern.ToString())} ESCAPE '^'", Columns(cell));
    }

    private SqlPredicate In(BinaryExpr binary)
    {
        if (binary.Right is not LiteralExpr { Value: var right }) throw Refused(binary);
        var targets = right.Kind switch
        {
            CedarValueKind.Entity => [right.Entity],
            CedarValueKind.Set when right.Set.Items.ToArray().All(item => item.Kind == CedarValueKind.Entity) => [.. right.Set.Items.ToArray().Select(item => item.Entity)],
            _ => (List<EntityUid>?)null,
        };
        if (targets is null) return SqlPredicate.Error;
        if (ToScalar(binary.Left) is not { EntityType: { } type } cell) throw Refused(binary);
        var isIn = new List<string>();
        foreach (var target in targets)
        {
            if (evaluator.Within(type, target) is { Length: > 0 } ids) isIn.Add($"{cell.Sql} IN ({List(ids)})");
            if (binary.Left is not VariableExpr) continue;
            // Empty cells name no parent, which is no error.
            isIn.AddRange(
                from parent in table.Parents
                let within = evaluator.Within(parent.EntityType!, target)
                where within.Length > 0
                select $"coalesce({DuckDbSql.Identifier(parent.Column)} IN ({List(within)}), FALSE)");
        }
        return SqlPredicate.Over(isIn.Count == 0 ? "FALSE" : string.Join(" OR ", isIn), Columns(cell));
    }

    private SqlPredicate Contains(BinaryExpr binary)
    {
        if (binary.Left is LiteralExpr { Value: { Kind: CedarValueKind.Set } set } && ToScalar(binary.Right) is { } cell)
        {
            var values = set.Set.Items.ToArray().Select(item => ToScalar(new LiteralExpr(item))).ToList();
            if (values.Exists(value => value is null)) throw Refused(binary);
            var fitting = values.Where(value => value!.Value.IsOfOneTypeWith(cell)).Select(value => value!.Value.Sql).Order(StringComparer.Ordinal).ToList();
            return SqlPredicate.Over(fitting.Count == 0 ? "FALSE" : $"{cell.Sql} IN ({string.Join(", ", fitting)})", Columns(cell));
        }
        if (SetColumn(binary.Left) is { } column && binary.Right is LiteralExpr && ToScalar(binary.Right) is { } value2)
            return SqlPredicate.Over(Holds(column, value2), [DuckDbSql.Identifier(column.Column)]);
        throw Refused(binary);
    }

    private SqlPredicate Sets(BinaryExpr binary)
    {
        var isAny = binary.Operator == BinaryOperator.ContainsAny;
        var (columnSide, literalSide) = isAny && binary.Left is LiteralExpr ? (binary.Right, binary.Left) : (binary.Left, binary.Right);
        if (SetColumn(columnSide) is not { } column || literalSide is not LiteralExpr { Value: { Kind: CedarValueKind.Set } set }) throw Refused(binary);
        var each = set.Set.Items.ToArray().Select(item => ToScalar(new LiteralExpr(item)) is { } value ? Holds(column, value) : throw Refused(binary)).Order(StringComparer.Ordinal).ToList();
        var condition = each.Count == 0 ? isAny ? "FALSE" : "TRUE" : string.Join(isAny ? " OR " : " AND ", each);
        return SqlPredicate.Over(condition, [DuckDbSql.Identifier(column.Column)]);
    }

    private static string Holds(ResourceColumn column, Scalar value) => value.Kind == column.Kind && value.EntityType == column.EntityType
        ? $"array_contains({DuckDbSql.Identifier(column.Column)}, {value.Sql})"
        : "FALSE";

    private ResourceColumn? SetColumn(Expr expression) =>
        expression is AttributeExpr { Target: VariableExpr } attribute && table.Attributes.TryGetValue(attribute.Name, out var column) && column.IsSet ? column : null;

    private Scalar? ToScalar(Expr expression)
    {
        switch (expression)
        {
            case VariableExpr:
                return new(DuckDbSql.Identifier(table.IdColumn), CedarValueKind.Entity, table.ResourceType, null);
            case AttributeExpr { Target: VariableExpr } attribute when table.Attributes.TryGetValue(attribute.Name, out var column) && !column.IsSet:
                var name = DuckDbSql.Identifier(column.Column);
                return new(name, column.Kind, column.EntityType, name);
            case LiteralExpr literal:
                return Literal(literal.Value);
            default:
                return null;
        }
    }

    private static Scalar? Literal(CedarValue value) => value.Kind switch
    {
        CedarValueKind.Bool => new(value.IsTrue ? "TRUE" : "FALSE", value.Kind, null, null),
        CedarValueKind.Long => new(value.Number.ToString(CultureInfo.InvariantCulture), value.Kind, null, null),
        CedarValueKind.String => new(DuckDbSql.Literal(value.Text), value.Kind, null, null),
        CedarValueKind.Entity => new(DuckDbSql.Literal(value.Entity.Id), value.Kind, value.Entity.Type, null),
        CedarValueKind.Decimal => new($"CAST('{CedarDecimal.Format(value.Number)}' AS DECIMAL(19, 4))", value.Kind, null, null),
        // SQL's moments begin with the year 1 and end with 9999, as .NET's do.
        CedarValueKind.Datetime when IsMoment(value.Number) => new(
            $"TIMESTAMP '{DateTimeOffset.FromUnixTimeMilliseconds(value.Number).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)}'", value.Kind, null, null),
        _ => null,
    };

    private static bool IsMoment(long milliseconds) =>
        milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds <= (DateTimeOffset.MaxValue.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TicksAMillisecond;

    private static string List(IEnumerable<string> ids) => string.Join(", ", ids.Select(id => DuckDbSql.Literal(id)));

    private static IEnumerable<string> Columns(params Scalar[] scalars) => scalars.Where(scalar => scalar.Column is not null).Select(scalar => scalar.Column!);

    private CarelakeException Refused(Expr expression) => new(
        "ACC-0106", $"The policy asks something of each row that SQL cannot: {expression}", policyId,
        "Write the condition over attributes of the resource that are columns, with comparisons, 'in', 'has', 'like' and 'contains'.");
}
