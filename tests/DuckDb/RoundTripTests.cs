using Carelake.DuckDb;

namespace Carelake.Tests.DuckDb;

/// <summary>Append then read, and send then read, give the same values, for every type and random nested ones.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_is_appended_is_read_again(int seed)
    {
        var random = new RandomValues(seed);
        var types = RandomValues.Flat.Select(id => new DuckDbType(id)).Concat(Enumerable.Range(0, 6).Select(_ => random.Type(depth: 3))).ToList();
        var rows = Enumerable.Range(0, 100).Select(_ => types.Select(random.Value).ToArray()).ToList();
        using var connection = DuckDbConnection.Connect("threads=1");
        connection.Execute($"CREATE TABLE t ({string.Join(", ", types.Select((type, i) => $"c{i} {type}"))})");
        using (var appender = connection.CreateAppender("t"))
        {
            foreach (var row in rows) appender.AppendRow(row);
        }

        using var reader = connection.CreateCommand("SELECT * FROM t ORDER BY rowid").ExecuteReader();
        reader.Columns.Select(column => column.Type).ShouldBe(types);
        foreach (var row in rows)
        {
            reader.Read().ShouldBeTrue();
            for (var i = 0; i < row.Length; i++)
                Rendered.Of(reader.GetFieldValue<object>(i) is DBNull ? null : reader.GetValue(i)).ShouldBe(Rendered.Of(row[i]), types[i].ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_is_sent_as_parameter_is_read_again(int seed)
    {
        var random = new RandomValues(seed);
        var types = RandomValues.Flat.Select(id => new DuckDbType(id)).Concat(Enumerable.Range(0, 4).Select(_ => random.Type(depth: 2))).ToList();
        using var connection = DuckDbConnection.Connect("threads=1");
        foreach (var type in types)
        {
            var value = random.Value(type);
            using var command = connection.CreateCommand($"SELECT $v::{type}");
            command.Parameters.Add(new DuckDbParameter("v", value, type));
            Rendered.Of(command.ExecuteScalar() is var read and not DBNull ? read : null).ShouldBe(Rendered.Of(value), type.ToString());
        }
    }
}
