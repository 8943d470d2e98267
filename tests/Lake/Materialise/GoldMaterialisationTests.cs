using Carelake.DuckDb;
using Carelake.Lake.Materialise;

namespace Carelake.Tests.Lake.Materialise;

public sealed class GoldMaterialisationTests : IDisposable
{
    private static readonly TableShape Shape = new("gold.fact", ["id", "amount", "who"], ["id"]);
    private readonly DuckDbConnection _connection = DuckDbConnection.Connect("Data Source=:memory:;threads=1");

    public GoldMaterialisationTests() => _connection.Execute(
        """
        create table driver as select i as id, i * 10 as amount, i % 7 as person_id from range(1000) t(i);
        create table person as select i as person_id, 'P' || i as who from range(7) t(i);
        """);

    [Fact]
    public void Only_rows_that_a_change_touches_are_written()
    {
        Take(Initial());
        _connection.Execute(
            """
            create table changed as select id from driver where id in (3, 4, 5);
            update driver set amount = 7 where id = 3; delete from driver where id = 4; insert into driver values (1000, 1, null);
            insert into changed values (1000);
            """);

        var change = Prepare();

        (change.Counts.Inserted, change.Counts.Updated, change.Counts.Deleted, change.Counts.Duplicates).ShouldBe((1, 1, 1, 1));
        change.Counts.Reconciles.ShouldBeTrue();
        Take(change);
        Same();
    }

    [Fact]
    public void A_changed_row_of_another_input_finds_the_rows_it_touches()
    {
        Take(Initial());
        _connection.Execute("create table changed as select id from driver limit 0; update person set who = 'new' where person_id = 2");

        var change = Prepare(new InputReaction("select person_id from person where person_id = 2", ["person_id"]));

        change.Counts.Updated.ShouldBe(143);
        Take(change);
        Same();
    }

    [Fact]
    public void No_change_computes_nothing()
    {
        Take(Initial());
        _connection.Execute("create table changed as select id from driver limit 0");

        Prepare().IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void What_came_of_a_keyed_driver_needs_no_look_up()
    {
        Take(Initial());
        _connection.Execute(
            """
            create table changed as select *, -1 as _net from driver where id in (3, 4);
            update driver set amount = 7 where id = 3; delete from driver where id = 4;
            insert into changed select *, 1 from driver where id = 3;
            """);
        var model = new IncrementalModel((_, _) => throw new InvalidOperationException("looked up"), "select * from changed", Model)
        {
            Keys = ["id"], HasWholeRows = true,
        };

        var change = IncrementalUpsert.Prepare(
            _connection, Shape, model, Rows("select *, 'f' as _file, rowid as _file_row from fact"), CancellationToken.None)!; // No sums.

        (change.Counts.Inserted, change.Counts.Updated, change.Counts.Deleted).ShouldBe((0, 1, 1));
        _connection.Scalar<long>($"select sum(amount)::bigint from ({change.RemovedContentSql})").ShouldBe(30 + 40);
        Take(change);
        Same();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Sums_kept_up_by_what_comes_and_goes_are_the_sums_of_what_is_there(int seed)
    {
        const string by = "select g, count(*) as rows, sum(amount)::decimal(18, 2) as amount, min(day) as first_day, max(day) as last_day, any_value('n' || g) as name";
        var shape = new TableShape("gold.sums", ["g", "rows", "amount", "first_day", "last_day", "name"], ["g"]);
        var random = new Random(seed);
        _connection.Execute($"create table part (g varchar, amount decimal(18, 2), day date); create table sums as {by} from part group by g");
        for (var day = 0; day < 40; day++)
        {
            _connection.Execute("create or replace table before as from part");
            // Few groups and few days, so that groups come and go and lose their first and last day; NULL is a group; rows repeat.
            _connection.Execute($"delete from part where hash(g || day || amount || {day}, {seed}) % 5 = 0 or (g is null and {day} % 7 = 3)");
            var rows = Enumerable.Range(0, random.Next(6)).Select(_ =>
                $"({(random.Next(6) == 0 ? "null" : $"'g{random.Next(5)}'")}, {(random.Next(8) == 0 ? "null" : random.Next(500) / 100m)}, date '2024-01-0{random.Next(1, 6)}')").ToList();
            if (rows.Count > 0) _connection.Execute($"insert into part values {string.Join(", ", rows)}");
            var isLooked = day % 2 == 0;
            var model = new IncrementalModel(
                Rows("select * from part"),
                """
                select g, amount, day, sum(net)::bigint as _net from (select *, 1 as net from part union all select *, -1 from before)
                group by all having _net <> 0
                """,
                driver => $"{by} from {driver} group by g")
            {
                Keys = isLooked ? ["g"] : [], Sums = new SumColumns("rows", ["first_day"], ["last_day"], ["name"]),
            };

            var change = IncrementalUpsert.Prepare(
                _connection, shape, model, (relation, columns) => Rows("select *, 'f' as _file, rowid as _file_row from sums")(relation, ["g"]), CancellationToken.None);

            if (isLooked) change.ShouldNotBeNull();
            if (change is null) _connection.Execute($"create or replace table sums as {by} from part group by g");
            else Take(change, "sums");
            _connection.Scalar<long>(
                $"select count(*) from ((table sums except all ({by} from part group by g)) union all (({by} from part group by g) except all table sums))")
                .ShouldBe(0, $"day {day}");
        }
    }

    [Fact]
    public void Content_hash_ignores_the_order_of_rows_and_nothing_else()
    {
        string Hash(string sql) => FullMaterialisation.Stage(_connection, sql, CancellationToken.None).ContentHash;
        var hash = Hash("select * from driver order by id");

        Hash("select * from driver order by id desc").ShouldBe(hash);
        Hash("select * from driver where id <> 5").ShouldNotBe(hash);
        Hash("select * from driver union all select * from driver where id = 5").ShouldNotBe(hash);
        Hash("select id, amount, person_id as other from driver").ShouldNotBe(hash);
        Hash("select id, nullif(amount, 50) as amount, person_id from driver").ShouldNotBe(hash);
    }

    public void Dispose() => _connection.Dispose();

    private static string Model(string driver) => $"select d.id, d.amount, p.who from {driver} d left join person p using (person_id)";

    private static PreparedChange Initial() => new($"{Model("driver")}", null, new MaterialiseCounts(0), []);

    private PreparedChange Prepare(params InputReaction[] reactions) => IncrementalUpsert.Prepare(
        _connection, Shape, new IncrementalModel(Rows("select * from driver"), "select id from changed", Model) { Keys = ["id"], Reactions = [.. reactions] },
        Rows("select *, 'f' as _file, rowid as _file_row from fact"), CancellationToken.None)!; // No sums, so nothing that cannot be told.

    private static MatchingRows Rows(string sql) => (relation, columns) =>
        $"select * from ({sql}) r where exists (select 1 from {relation} k where {string.Join(" and ", columns.Select(column => $"k.{column} is not distinct from r.{column}"))})";

    private void Take(PreparedChange change, string table = "fact")
    {
        if (change.RowsSql is not null) _connection.Execute($"create or replace temp table added as {change.RowsSql}");
        if (change.RemovedRowsSql is { } removed) _connection.Execute($"delete from {table} where rowid in (select _file_row from ({removed}))");
        _connection.Execute("create table if not exists fact (id bigint, amount bigint, who varchar)");
        if (change.RowsSql is not null) _connection.Execute($"insert into {table} select * from added");
    }

    private void Same() =>
        _connection.Scalar<long>($"select count(*) from ((table fact except all {Model("driver")}) union all ({Model("driver")} except all table fact))")
            .ShouldBe(0);
}
