namespace Carelake.Simulator;

/// <summary>What to simulate.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Folder that receives <c>emr/</c>, <c>claims/</c>, <c>reference/</c> and <c>truth/</c>.</summary>
    public required string Folder { get; init; }

    /// <summary>Rows of the whole group on day 1, in units of 100,000: 1 is a laptop's demo, 1,000 is 100 million rows.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Same seed, same scale: same bytes.</summary>
    public int Seed { get; init; } = 20241231;

    /// <summary>1 makes the group; 2, 3, … add that day's changes to what the days before it made.</summary>
    public int Day { get; init; } = 1;

    /// <summary>Last day of the history that day 1 holds. Day 2 is the day after it.</summary>
    public DateOnly BaseDate { get; init; } = new(2024, 12, 31);

    /// <summary>Part of the rows that exist which a later day writes again, and that it adds; 0 to 1.</summary>
    public double ChangeShare { get; init; } = 0.01;

    /// <summary>What holds the EMR databases.</summary>
    public EmrStore EmrStore { get; init; } = EmrStore.Sqlite;

    /// <summary>Connection to an empty PostgreSQL database, for <see cref="EmrStore.PostgreSql"/>; a schema per facility is made in it.</summary>
    public string? PostgreSqlConnection { get; init; }

    /// <summary>Ids of the facilities to make; null means all of them.</summary>
    public IReadOnlyList<string>? Facilities { get; init; }
}

/// <summary>What holds a simulated hospital's EMR.</summary>
public enum EmrStore
{
    /// <summary>One SQLite file per facility: <c>emr/&lt;facility&gt;.db</c>.</summary>
    Sqlite,

    /// <summary>One schema per facility in a PostgreSQL database.</summary>
    PostgreSql,

    /// <summary>One CSV extract per table: <c>emr/&lt;facility&gt;/&lt;table&gt;.csv</c>.</summary>
    Csv,
}
