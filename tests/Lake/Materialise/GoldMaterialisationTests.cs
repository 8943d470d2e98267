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
        _connection, Shape, new IncrementalModel(Rows("select * from driver"), "select id from changed", Model) { Reactions = [.. reactions] },
        Rows("select *, 'f' as _file, rowid as _file_row from fact"), CancellationToken.None);

    private static MatchingRows Rows(string sql) => (relation, columns) =>
        $"select * from ({sql}) r where exists (select 1 from {relation} k where {string.Join(" and ", columns.Select(column => $"k.{column} is not distinct from r.{column}"))})";

    private void Take(PreparedChange change)
    {
        _connection.Execute($"create or replace temp table added as {change.RowsSql}");
        if (change.RemovedRowsSql is { } removed) _connection.Execute($"delete from fact where rowid in (select _file_row from ({removed}))");
        _connection.Execute("create table if not exists fact (id bigint, amount bigint, who varchar); insert into fact select * from added");
    }

    private void Same() =>
        _connection.Scalar<long>($"select count(*) from ((table fact except all {Model("driver")}) union all ({Model("driver")} except all table fact))")
            .ShouldBe(0);
}
