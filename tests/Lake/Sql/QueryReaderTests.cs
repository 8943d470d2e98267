using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Sql;

namespace Carelake.Tests.Lake.Sql;

public sealed class QueryReaderTests
{
    private static readonly DuckDbConnection Engine = DuckDbConnection.Connect();

    private static readonly Dictionary<string, IReadOnlyList<string>> Tables = new()
    {
        ["silver.a"] = ["id", "x", "y", "grp"],
        ["silver.b"] = ["id", "n", "z"],
        ["silver.c"] = ["id", "v", "is_current"],
        ["silver.d"] = ["id", "w", "is_current"],
    };

    [Theory]
    [InlineData("select x as q from silver.a", "q", "silver.a.x Identity")]
    [InlineData("select t.x from silver.a as t", "x", "silver.a.x Identity")]
    [InlineData("select a.x from silver.a", "x", "silver.a.x Identity")]
    [InlineData("select X as q from SILVER.A", "q", "silver.a.x Identity")]
    [InlineData("select x + y as q from silver.a", "q", "silver.a.x Transformation, silver.a.y Transformation")]
    [InlineData("select cast(x as string) as q from silver.a", "q", "silver.a.x Transformation")]
    [InlineData("select sum(x + 1) as q from silver.a", "q", "silver.a.x Aggregation")]
    [InlineData("select sum(x) filter (where y > 0) as q from silver.a", "q", "silver.a.x Aggregation, silver.a.y Conditional")]
    [InlineData("select case when x > 0 then y else 0 end as q from silver.a", "q", "silver.a.x Conditional, silver.a.y Transformation")]
    [InlineData("select lag(x) over (partition by grp order by y) as q from silver.a", "q", "silver.a.grp Window, silver.a.x Transformation, silver.a.y Window")]
    [InlineData("select percentile_cont(0.5) within group (order by x) as q from silver.a", "q", "silver.a.x Aggregation")]
    // Common table expressions, subqueries, stars.
    [InlineData("with c as (select x + 1 as v from silver.a) select v as q from c", "q", "silver.a.x Transformation")]
    [InlineData("with c (v) as (select x from silver.a) select v as q from c", "q", "silver.a.x Identity")]
    [InlineData("with c as (select sum(x) as v, grp from silver.a group by grp) select v * 2 as q from c", "q", "silver.a.grp GroupBy, silver.a.x Aggregation")]
    [InlineData("select q from (select x as q from silver.a where y > 0) as s", "q", "silver.a.x Identity")]
    [InlineData("select v.q from (select x from silver.a) as v (q)", "q", "silver.a.x Identity")]
    [InlineData("with c as (select * from silver.a), d as (select c.*, n from c join silver.b using (id)) select n as q from d", "q", "silver.a.id Join, silver.b.id Join, silver.b.n Identity")]
    [InlineData("select (select max(n) from silver.b where b.id = a.id) as q from silver.a", "q", "silver.a.id Conditional, silver.b.id Conditional, silver.b.n Aggregation")]
    [InlineData("select exists (select 1 from silver.b where b.id = a.id) as q from silver.a", "q", "silver.a.id Conditional, silver.b.id Conditional")]
    [InlineData("select x in (select n from silver.b) as q from silver.a", "q", "silver.a.x Transformation, silver.b.n Conditional")]
    [InlineData("select x as q from silver.a union all select n from silver.b", "q", "silver.a.x Identity, silver.b.n Identity")]
    [InlineData("select y as v, v + 1 as q from silver.a", "q", "silver.a.y Transformation")]
    [InlineData("select v.q from silver.a, lateral (select a.x + b.n as q from silver.b) as v", "q", "silver.a.x Transformation, silver.b.n Transformation")]
    [InlineData("select value as q from (select x, y from silver.a) as s unpivot (value for name in (x, y))", "q", "silver.a.x Identity, silver.a.y Identity")]
    // Bronze: columns that nobody has declared.
    [InlineData("select Whatever as q from bronze.raw", "q", "bronze.raw.Whatever Identity")]
    [InlineData("select 1 as q", "q", "")]
    public void A_column_is_followed_to_where_it_comes_from(string sql, string column, string dependencies)
    {
        var (lineage, issues) = Read(sql);

        issues.ShouldBeEmpty();
        lineage.Columns.Where(one => one.Name == column).ShouldHaveSingleItem().Dependencies
            .Select(one => $"{one.Table}.{one.Column} {one.Kind}").Order(StringComparer.Ordinal).ShouldBe(
                dependencies.Split(", ", StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("select x from silver.a where y > 0", "silver.a.y Filter")]
    [InlineData("select x from silver.a join silver.b on a.id = b.id and b.z > 0", "silver.a.id Join, silver.b.id Join, silver.b.z Join")]
    [InlineData("select grp, sum(x) as s from silver.a group by 1 having sum(y) > 0", "silver.a.grp GroupBy, silver.a.y Filter")]
    [InlineData("select x from silver.a order by y nulls last limit 1", "silver.a.y Sort")]
    [InlineData("select x from silver.a semi join silver.b using (id)", "silver.a.id Join, silver.b.id Join")]
    public void What_decides_the_rows_bears_on_every_column(string sql, string dependencies) =>
        Read(sql).Value.Indirect.Select(one => $"{one.Table}.{one.Column} {one.Kind}").Order(StringComparer.Ordinal)
            .ShouldBe(dependencies.Split(", "));

    [Fact]
    public void Every_table_is_found_wherever_it_is_read()
    {
        var sql = """
            with c as (select id from silver.a)
            select c.id, (select max(n) from silver.b) as m from c
            where id in (select id from bronze.one) union all select id, 1 from gold.two
            """;

        Read(sql).Value.Tables.ShouldBe(["bronze.one", "gold.two", "silver.a", "silver.b"]);
    }

    [Fact]
    public void A_star_over_known_columns_is_spelt_out() =>
        Read("select a.*, b.n from silver.a join silver.b using (id)").Value.Columns.Select(column => column.Name)
            .ShouldBe(["id", "x", "y", "grp", "n"]);

    [Theory]
    [InlineData("select xx from silver.a", "LAKE-0115 m.sql:1:8 There is no column 'xx' here. Did you mean 'x'?")]
    [InlineData("select b.z from silver.a", "LAKE-0115 m.sql:1:8 There is no column 'b.z' here.")]
    [InlineData("select id from silver.a join silver.b on a.x = b.n", "LAKE-0115 m.sql:1:8 'id' could be a column of a or b: say which.")]
    [InlineData("select x as v from silver.a where v > 0", "LAKE-0115 m.sql:1:35 There is no column 'v' here.")]
    [InlineData("select x, y from silver.a union all select n from silver.b", "LAKE-0116 m.sql:1:1 The sides of a union")]
    public void A_column_that_is_not_there_is_an_error_with_its_place(string sql, string problem) =>
        string.Join('\n', Read(sql).Issues.Select(issue => $"{issue.Code} {issue.Location} {issue.Message}")).ShouldContain(problem);

    [Theory]
    [InlineData("select v from silver.c where is_current", "silver.c")]
    [InlineData("select v from silver.c where is_current and v > 0", "silver.c")]
    [InlineData("select v from silver.c where is_current or v > 0", "")]
    [InlineData("select v from silver.c where not is_current", "")]
    [InlineData("select v from silver.c", "")]
    [InlineData("select c.v, d.w from silver.c as c left join silver.d as d on d.id = c.id and d.is_current where c.is_current", "silver.c,silver.d")]
    [InlineData("select c.v, d.w from silver.c as c left join silver.d as d on d.id = c.id and c.is_current", "")]
    [InlineData("select c.v, d.w from silver.c as c full join silver.d as d on d.id = c.id and d.is_current", "")]
    [InlineData("select c.v, d.w from silver.c as c right join silver.d as d on d.id = c.id and c.is_current and d.is_current", "silver.c")]
    [InlineData("select c.v, d.w from silver.c as c join silver.d as d on d.id = c.id and c.is_current and d.is_current", "silver.c,silver.d")]
    [InlineData("with k as (select * from silver.c where is_current) select v from k union all select v from silver.c where is_current", "silver.c")]
    [InlineData("with k as (select * from silver.c where is_current) select k.v from k join silver.c as other on other.id = k.id", "")]
    [InlineData("select v from silver.c where is_current and exists (select 1 from silver.d as d where d.id = c.id)", "silver.c")]
    public void It_is_known_of_which_tables_only_current_rows_count(string sql, string tables) =>
        string.Join(',', Read(sql).Value.CurrentOnly.Order()).ShouldBe(tables);

    [Fact]
    public void The_columns_read_of_an_input_are_all_that_bear_on_the_answer()
    {
        var lineage = Read("with c as (select *, x + 1 as more from silver.a where y > 0) select c.more, b.n from c left join silver.b as b using (id)").Value;

        lineage.ColumnsRead("silver.a").ShouldBe(["id", "x", "y"]);
        lineage.ColumnsRead("silver.b").ShouldBe(["id", "n"]);
        Read("select * from silver.unknown").Value.ColumnsRead("silver.unknown").ShouldBeNull();
    }

    private static Parsed<QueryLineage> Read(string sql)
    {
        return QueryReader.Read(new SqlParser(Engine).Parse(sql, "m.sql"), table => Tables.GetValueOrDefault(table));
    }
}
