using System.Collections.Immutable;
using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Models;

namespace Carelake.Lake.Quality;

/// <summary>
/// The rules of one model as SQL that is computed in the same pass as the rows: one bit a rule in <c>_rule_flags</c>. Rules that
/// compare rows (unique) or tables (relationship) are one aggregate and one join each, never a query a row.
/// </summary>
public sealed class QualityPlan
{
    /// <summary>Flags are the bits of a BIGINT that is never negative.</summary>
    private const int MaximumRules = 62;

    private readonly ModelSpec _model;
    private readonly ImmutableArray<RuleSpec> _rules;

    private QualityPlan(ModelSpec model, ImmutableArray<RuleSpec> rules)
    {
        _model = model;
        _rules = rules;
    }

    /// <summary>The rules that look at rows, in the order of their bits.</summary>
    public IReadOnlyList<RuleSpec> RowRules => _rules;

    /// <summary>The rules about the whole table.</summary>
    public IReadOnlyList<RuleSpec> TableRules => [.. _model.Rules.Where(rule => RuleShape.IsAboutTable(rule.Type))];

    /// <summary>Tables that the rules look into.</summary>
    public IReadOnlySet<string> References =>
        _rules.Where(rule => rule.Type == RuleType.Relationship).Select(rule => rule.References!).ToHashSet(); // RuleShape requires it.

    /// <summary>The bits of rules whose rows go to quarantine.</summary>
    public long ErrorMask => Mask(RuleSeverity.Error);

    /// <summary>Makes the plan of a model.</summary>
    /// <exception cref="CarelakeException">LAKE-0501: more rules than one row can carry.</exception>
    public static QualityPlan For(ModelSpec model)
    {
        var rules = model.Rules.Where(rule => !RuleShape.IsAboutTable(rule.Type)).ToImmutableArray();
        return rules.Length <= MaximumRules
            ? new QualityPlan(model, rules)
            : throw new CarelakeException(
                "LAKE-0501", $"{model.Table} has {rules.Length} rules about rows; {MaximumRules} is the most.", model.SpecFile,
                "Join rules of one kind into one: a not_null rule may name several columns.");
    }

    /// <summary>The rows of a relation with <c>_rule_flags</c> beside them.</summary>
    /// <param name="relation">A relation with the model's columns; read more than once when a rule is <c>unique</c>.</param>
    /// <param name="existing">The relation that holds the table as it is, or null while there is none: unique looks there too.</param>
    public string FlaggedSql(string relation, string? existing)
    {
        var joins = _rules.Select((rule, bit) => Join(rule, bit, relation, existing)).Where(join => join.Length > 0);
        return $"select m.*, {FlagsSql()} as _rule_flags from {relation} m{string.Concat(joins)}";
    }

    /// <summary>Names of the broken warning rules, separated by commas; NULL when none is.</summary>
    /// <param name="flags">Column or expression with the flags.</param>
    public string WarningsSql(string flags)
    {
        var mask = Mask(RuleSeverity.Warn);
        return mask == 0
            ? "cast(null as varchar)"
            : $"case when ({flags} & {mask}) = 0 then null else {NamesSql(flags, RuleSeverity.Warn)} end";
    }

    /// <summary>Names of the broken error rules, separated by commas, for a row that has some.</summary>
    /// <param name="flags">Column or expression with the flags.</param>
    public string ErrorsSql(string flags) => NamesSql(flags, RuleSeverity.Error);

    /// <summary>The rules of a set of flags.</summary>
    public IEnumerable<RuleSpec> Broken(long flags) => _rules.Where((_, bit) => (flags & (1L << bit)) != 0);

    private long Mask(RuleSeverity severity) =>
        _rules.Select((rule, bit) => rule.Severity == severity ? 1L << bit : 0).Sum();

    private string NamesSql(string flags, RuleSeverity severity)
    {
        var names = _rules
            .Select((rule, bit) => (rule, bit))
            .Where(pair => pair.rule.Severity == severity)
            .Select(pair => $"case when ({flags} & {1L << pair.bit}) <> 0 then {DuckDbSql.Literal(pair.rule.Name)} end");
        return $"concat_ws(',', {string.Join(", ", names.DefaultIfEmpty("null"))})";
    }

    private string FlagsSql()
    {
        var bits = _rules.Select((rule, bit) => $"case when {RowCheck.Broken(rule, _model, Side(bit))} then {1L << bit} else 0 end");
        return $"cast({string.Join(" + ", bits.DefaultIfEmpty("0"))} as bigint)";
    }

    private string Join(RuleSpec rule, int bit, string relation, string? existing) => rule.Type switch
    {
        RuleType.Unique => JoinOn(rule, bit, RepeatedSql(rule, relation, existing)),
        RuleType.Relationship => JoinOn(rule, bit, ReferencedSql(rule)),
        _ => "",
    };

    // The other side's columns have names of their own: a row rule names columns without saying whose they are.
    private static string JoinOn(RuleSpec rule, int bit, string other)
    {
        var names = rule.Columns.Select((_, index) => $"_{Side(bit)}_{index}").ToList();
        var conditions = rule.Columns.Zip(names, (own, theirs) => $"{Sql.Column("m", own)} = {Side(bit)}.{theirs}");
        return $" left join ({other}) {Side(bit)}({string.Join(", ", names)}, _found) on {string.Join(" and ", conditions)}";
    }

    private static string ReferencedSql(RuleSpec rule)
    {
        var columns = Sql.Columns(ReferenceColumns(rule));
        return $"select {columns}, 1 from {Sql.Table(rule.References!)} group by {columns}"; // RuleShape requires it.
    }

    private static IReadOnlyList<string> ReferenceColumns(RuleSpec rule) =>
        rule.ReferenceColumns.Count > 0 ? rule.ReferenceColumns : rule.Columns;

    // Where the table keeps states of keys, two states of one key may share a value; two keys may not.
    private string RepeatedSql(RuleSpec rule, string relation, string? existing)
    {
        var columns = Sql.Columns(rule.Columns);
        var key = Sql.Columns(_model.Keys);
        var keepsKeys = _model.Materialisation is Materialisation.Scd2 or Materialisation.Upsert && _model.Keys.Count > 0;
        var select = keepsKeys ? $"{columns}, md5(cast(row({key}) as varchar)) as _key" : $"{columns}, null as _key";
        var rows = $"select {select} from {relation} where {Present(rule)}";
        if (existing is not null && keepsKeys) rows += $" union all select {select} from {existing} where {Present(rule)}";
        var repeated = keepsKeys ? "min(_key) <> max(_key)" : "count(*) > 1";
        return $"select {columns}, 1 from ({rows}) group by {columns} having {repeated}";
    }

    private static string Present(RuleSpec rule) =>
        string.Join(" and ", rule.Columns.Select(column => $"{DuckDbSql.Identifier(column)} is not null"));

    private static string Side(int bit) => $"r{bit}";
}
