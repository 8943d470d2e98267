using System.Globalization;
using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Models;
using Carelake.Lake.Quality;

namespace Carelake.Tests.Lake.Quality;

public sealed class QualityPlanTests : IDisposable
{
    private readonly DuckDbConnection _connection = DuckDbConnection.Connect();

    public void Dispose() => _connection.Dispose();

    [Theory]
    [InlineData("not_null", "(null, 'x', 1), ('', 'x', 1), ('a', 'x', null)", "1,0,1")]
    [InlineData("accepted_values", "('a', 'x', 1), ('z', 'x', 1), (null, 'x', 1)", "0,1,0")]
    [InlineData("range", "('a', 'x', 0), ('a', 'x', 11), ('a', 'x', null), ('a', 'x', 10), ('a', 'x', -1)", "0,1,0,0,1")]
    [InlineData("pattern", "('a', 'ab12', 1), ('a', '9ab12', 1), ('a', null, 1)", "0,1,0")]
    [InlineData("row", "('a', 'x', 1), ('a', 'x', 2), ('a', 'x', null)", "0,1,0")]
    [InlineData("relationship", "('p', 'x', 1), ('q', 'x', 1), (null, 'x', 1)", "0,1,0")]
    [InlineData("unique", "('a', 'x', 1), ('b', 'x', 2), ('c', 'y', 3), ('d', null, 4), ('e', null, 5)", "1,1,0,0,0")]
    public void Each_type_of_rule_flags_the_rows_that_break_it_and_null_passes(string type, string rows, string expected)
    {
        var rule = type switch
        {
            "not_null" => Rule(RuleType.NotNull) with { Columns = ["a", "n"] },
            "accepted_values" => Rule(RuleType.AcceptedValues) with { Columns = ["a"], Values = ["a", "b"] },
            "range" => Rule(RuleType.Range) with { Columns = ["n"], Minimum = "0", Maximum = "10" },
            "pattern" => Rule(RuleType.Pattern) with { Columns = ["b"], Pattern = @"[a-z]+\d+" },
            "row" => Rule(RuleType.Row) with { Expression = "n < 2" },
            "relationship" => Rule(RuleType.Relationship) with { Columns = ["a"], References = "silver.parent", ReferenceColumns = ["id"] },
            _ => Rule(RuleType.Unique) with { Columns = ["b"] },
        };
        Rows(rows);
        Execute("create schema silver; create table silver.parent as select 'p' as id union all select 'p'");

        Flags(QualityPlan.For(Model(rule), RuleSeverity.Error).FlaggedSql("mapped", existing: null)).ShouldBe(expected);
    }

    [Fact]
    public void Two_states_of_one_key_may_share_a_unique_value_but_two_keys_may_not()
    {
        var plan = QualityPlan.For(Model(Rule(RuleType.Unique) with { Columns = ["b"] }) with
        {
            Materialisation = Materialisation.Scd2, Keys = ["a"],
        }, RuleSeverity.Error);
        Rows("('k1', 'x', 1), ('k1', 'x', 2), ('k2', 'y', 1), ('k3', 'z', 1)");
        Execute("create table existing as select 'k9' as a, 'z' as b");

        Flags(plan.FlaggedSql("mapped", "existing")).ShouldBe("0,0,0,1");
    }

    [Fact]
    public void Every_rule_of_the_severity_has_its_bit_and_names_and_counts_come_back()
    {
        var plan = QualityPlan.For(
            Model(
                Rule(RuleType.NotNull) with { Name = "present", Columns = ["a"] },
                Rule(RuleType.Row) with { Name = "small", Expression = "n < 2", Severity = RuleSeverity.Warn },
                Rule(RuleType.Row) with { Name = "odd", Expression = "n % 2 = 1", Severity = RuleSeverity.Warn },
                Rule(RuleType.Volume) with { Severity = RuleSeverity.Warn }),
            RuleSeverity.Warn);
        Rows("(null, 'x', 4), ('a', 'x', 1), ('a', 'x', 3)");

        plan.Rules.Select(rule => rule.Name).ShouldBe(["small", "odd"]);
        Texts($"select {plan.NamesSql("_rule_flags")} from ({plan.FlaggedSql("mapped", null)}) order by i").ShouldBe(["small,odd", "", "small"]);
        Texts($"select concat_ws(',', f0, f1) from (select 1{plan.CountsSql("_rule_flags")} from ({plan.FlaggedSql("mapped", null)}))")
            .ShouldBe(["2,1"]);
    }

    [Fact]
    public void A_row_rule_may_name_columns_that_a_relationship_also_has()
    {
        var plan = QualityPlan.For(Model(
            Rule(RuleType.Relationship) with { Columns = ["a"], References = "silver.parent" },
            Rule(RuleType.Row) with { Name = "length", Expression = "length(a) = 1" }), RuleSeverity.Error);
        Rows("('p', 'x', 1), ('pp', 'x', 1)");
        Execute("create schema silver; create table silver.parent as select 'p' as a");

        Flags(plan.FlaggedSql("mapped", null)).ShouldBe("0,3");
    }

    [Fact]
    public void More_rules_than_a_row_can_carry_is_a_clear_error()
    {
        var rules = Enumerable.Range(0, 63).Select(i => Rule(RuleType.NotNull) with { Name = $"r{i}", Columns = ["a"] }).ToArray();

        Should.Throw<CarelakeException>(() => QualityPlan.For(Model(rules), RuleSeverity.Error)).Code.ShouldBe("LAKE-0501");
    }

    [Fact]
    public void An_unusual_load_is_an_anomaly_only_against_enough_history()
    {
        var volume = TableMeasures.Of([Rule(RuleType.Volume) with { Deviations = 3 }]).Single();
        double[] usual = [100, 104, 98, 101, 97, 100];

        TableMeasures.IsBroken(volume, 103, usual, DateTimeOffset.UnixEpoch).ShouldBeFalse();
        TableMeasures.IsBroken(volume, 10, usual, DateTimeOffset.UnixEpoch).ShouldBeTrue();
        TableMeasures.IsBroken(volume, 10, usual[..4], DateTimeOffset.UnixEpoch).ShouldBeFalse();
        TableMeasures.IsBroken(volume, 100.5, [100, 100, 100, 100, 100], DateTimeOffset.UnixEpoch).ShouldBeFalse();
    }

    [Fact]
    public void Freshness_compares_the_newest_value_with_the_moment_of_the_run()
    {
        var rule = Rule(RuleType.Freshness) with { Columns = ["d"], MaximumAge = TimeSpan.FromDays(2) };
        var measure = TableMeasures.Of([rule]).Single();
        Execute("create table loads as select 's' as _source_id, date '2024-12-30' as d union all select 's', date '2024-01-01'");
        using var command = _connection.CreateCommand(TableMeasures.Statement("loads", [measure]));
        using var reader = command.ExecuteReader();
        reader.Read().ShouldBeTrue();

        TableMeasures.IsBroken(measure, reader.GetDouble(2), [], new(2024, 12, 31, 12, 0, 0, TimeSpan.Zero)).ShouldBeFalse();
        TableMeasures.IsBroken(measure, reader.GetDouble(2), [], new(2025, 1, 2, 0, 0, 0, TimeSpan.Zero)).ShouldBeTrue();
    }

    [Fact]
    public void Scores_are_the_mean_share_of_rows_that_pass_and_the_overall_of_what_is_measured()
    {
        var score = QualityScore.From("silver.patient", "a", 10,
        [
            (Rule(RuleType.NotNull), 10, 1), (Rule(RuleType.NotNull), 10, 3), (Rule(RuleType.Pattern), 10, 0),
        ]);

        score.Completeness.ShouldBe(0.8);
        score.Validity.ShouldBe(1);
        score.Uniqueness.ShouldBeNull();
        score.Overall.ShouldBe(0.9);
    }

    private static RuleSpec Rule(RuleType type) => new() { Name = "rule", Type = type };

    private static ModelSpec Model(params RuleSpec[] rules) => new()
    {
        Table = "silver.thing",
        Grain = "one row per thing",
        Materialisation = Materialisation.Append,
        Columns = new Dictionary<string, ColumnSpec>
        {
            ["a"] = new() { Name = "a", Type = "string" },
            ["b"] = new() { Name = "b", Type = "string" },
            ["n"] = new() { Name = "n", Type = "int" },
        },
        Rules = rules,
    };

    private void Rows(string values) => Execute(
        $"create table mapped as select row_number() over () as i, cast(a as varchar) as a, cast(b as varchar) as b, n from (values {values}) t(a, b, n)");

    private void Execute(string sql) => _connection.Execute(sql);

    private string Flags(string sql) => string.Join(',', Texts($"select cast(_rule_flags as varchar) from ({sql}) order by i"));

    private List<string> Texts(string sql)
    {
        using var command = _connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read()) values.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!); // Never NULL here.
        return values;
    }
}
