using Carelake.DuckDb;
using Carelake.Lake.Sql;

namespace Carelake.Tests.Lake.Sql;

public sealed class SparkGateTests
{
    private static readonly DuckDbConnection Engine = DuckDbConnection.Connect();

    [Theory]
    [InlineData("select cast(a as decimal(18, 2)) as x, try_cast(b as timestamp) as y from silver.t")]
    [InlineData("select row_number() over (partition by a order by b desc nulls last, c nulls first) as n from silver.t")]
    [InlineData("select sum(a) filter (where b > 0) / nullif(count(distinct c), 0) as x from silver.t group by all")]
    [InlineData("select percentile_cont(0.5) within group (order by a) as x from silver.t")]
    [InlineData("select a + interval 3 months as x, extract(year from b) as y, a between date '2024-01-01' and b as z from silver.t")]
    [InlineData("select sum(a) over (order by b nulls last range between unbounded preceding and current row) as x from silver.t")]
    [InlineData("select a / 2.5 as x, b % 10 as y, mod(b, 7) as z, a / cast(nullif(c, 0) as double) as w from silver.t")]
    [InlineData("with x as (select * from silver.t) select a from x semi join silver.u using (a) order by a nulls first limit 3")]
    [InlineData("select if(a, b, c) as x, ifnull(a, b) as y, a is not distinct from b as z, a like 'x%' as v, lower(b) || c as w from silver.t")]
    [InlineData("select date_format(a, 'yyyy-MM') as x, regexp_replace(b, '[^0-9]', '') as y, rlike(c, '^x') as z from silver.t")]
    public void What_both_engines_understand_alike_passes(string sql) => Findings(sql).ShouldBeEmpty();

    [Theory]
    [InlineData("select a\nfrom silver.t\norder by a", "LAKE-0120 m.sql:3:10")]
    [InlineData("select row_number() over (order by a) as n from silver.t", "LAKE-0120 m.sql:1:36")]
    [InlineData("select\n    concat(a, b) as x\nfrom silver.t", "LAKE-0121 m.sql:2:5")]
    [InlineData("select hash(a) as x from silver.t", "LAKE-0121 m.sql:1:8")]
    [InlineData("select quantile_cont(a, 0.5) as x from silver.t", "LAKE-0121 m.sql:1:8")]
    [InlineData("select trunc(a) as x from silver.t", "LAKE-0121 m.sql:1:8")]
    [InlineData("select date_part('dow', a) as x from silver.t", "LAKE-0121 m.sql:1:8")]
    [InlineData("select extract(dow from a) as x from silver.t", "LAKE-0121 m.sql:1:8")]
    [InlineData("select list_sum(a) as x from silver.t", "LAKE-0121 m.sql:1:8")]
    [InlineData("select a::int as x from silver.t", "LAKE-0122 m.sql:1:9")]
    [InlineData("select a, from silver.t", "LAKE-0122 m.sql:1:9")]
    [InlineData("from silver.t select a", "LAKE-0122 m.sql:1:1")]
    [InlineData("select * exclude (a) from silver.t", "LAKE-0122 m.sql:1:8")]
    [InlineData("select a from silver.t qualify row_number() over (order by a nulls last) = 1", "LAKE-0122 m.sql:1:1")]
    [InlineData("select a from read_csv('x.csv')", "LAKE-0122 m.sql:1:15")]
    [InlineData("select a from silver.t tablesample 10%", "LAKE-0122 m.sql:1:15")]
    [InlineData("select distinct on (a) a, b from silver.t", "LAKE-0122 m.sql:1:1")]
    [InlineData("select a from silver.t union by name select a from silver.u", "LAKE-0122 m.sql:1:1")]
    [InlineData("select a as range from silver.t", "LAKE-0122 m.sql:1:13")]
    [InlineData("select first_value(a ignore nulls) over (order by b nulls last) as x from silver.t", "LAKE-0122 m.sql:1:8")]
    [InlineData("select cast(a as varchar) as x from silver.t", "LAKE-0123 m.sql:1:18")]
    [InlineData("select cast(cast(a as string) as text) as x from silver.t", "LAKE-0123 m.sql:1:34")]
    [InlineData("select regexp_replace(a, '\\d', '') as x from silver.t", "LAKE-0124 m.sql:1:26")]
    [InlineData("select a / b as x from silver.t", "LAKE-0125 m.sql:1:10")]
    [InlineData("select a / 0 as x from silver.t", "LAKE-0125 m.sql:1:10")]
    [InlineData("select current_date as x", "LAKE-0126 m.sql:1:8")]
    [InlineData("select to_date(a, 'dd.MM.uuuu') as x from silver.t", "LAKE-0127 m.sql:1:8")]
    [InlineData("select cast(a / 2 as int) as x from silver.t", "LAKE-0128 m.sql:1:8")]
    public void What_differs_is_refused_with_its_place(string sql, string finding) =>
        Findings(sql).ShouldContain(found => found.StartsWith(finding + " "), string.Join('\n', Findings(sql)));

    [Theory]
    [InlineData("select 'a::b, order by' as x -- concat(a, b) a::int\nfrom silver.t")]
    [InlineData("/* a / b */ select \"a::b\" as x from silver.t")]
    public void Literals_names_and_comments_are_not_looked_into(string sql) => Findings(sql).ShouldBeEmpty();

    [Fact]
    public void A_refusal_says_what_to_write_instead()
    {
        Findings("select concat(a, b) as x from silver.t").ShouldHaveSingleItem().ShouldContain("use concat_ws('', ...) or ||");
        Findings("select lenght(a) as x from silver.t").ShouldHaveSingleItem().ShouldEndWith("Did you mean 'length'?");
    }

    [Fact]
    public void Every_function_that_models_may_call_exists()
    {
        using var connection = DuckDbConnection.Connect();
        Prelude.Apply(connection);
        var operators = new[] { "count_star", "nullif", "percentile_cont", "grouping", "grouping_id", "position" };
        var names = SparkFunctions.Shared.Concat(SparkFunctions.Aggregates).Concat(Prelude.MacroNames)
            .Where(name => char.IsLetter(name[0])).Except(operators)
            .Where(name => connection.Scalar<long>($"select count(*) from duckdb_functions() where function_name = '{name}'") == 0);

        // Window functions are the parser's own, without an entry in the catalog.
        names.Except(["row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead", "first_value", "last_value", "nth_value"])
            .ShouldBeEmpty();
    }

    private static string[] Findings(string sql)
    {
        var tree = new SqlParser(Engine).Parse(sql, "m.sql");
        return [.. SparkGate.Check(tree).Select(issue => $"{issue.Code} {issue.Location} {issue.Message}")];
    }
}
