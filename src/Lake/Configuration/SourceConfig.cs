using System.ComponentModel;
using System.Text.Json.Serialization;
using Carelake.Lake.Landing;

namespace Carelake.Lake.Configuration;

/// <summary>One system that data comes from.</summary>
[Description("One system that data comes from.")]
public sealed record SourceConfig
{
    /// <summary>The key in <c>sources:</c>.</summary>
    [JsonIgnore]
    public string Id { get; init; } = "";

    /// <summary>It is a listener: what it has came by itself, and nothing is pulled.</summary>
    [JsonIgnore]
    public bool IsPushed => Connector == ListenerConfig.Connector;

    /// <summary>Name of the connector.</summary>
    [Description("The connector: postgresql, sqlite, sqlserver, mysql, files, npi_registry, icd_api, ...")]
    public required string Connector { get; init; }

    /// <summary>Where the connection string is kept.</summary>
    [Description("Where the connection string is kept: env:NAME, file:PATH or keyvault:NAME.")]
    public SecretReference? Connection { get; init; }

    /// <summary>A file, a pattern of files or a SQLite database, relative to the project.</summary>
    [Description("A file, a pattern of files (claims/*.csv) or a SQLite database, relative to this file.")]
    public string? Path { get; init; }

    /// <summary>Address of an API.</summary>
    [Description("Address of an API.")]
    public Uri? Url { get; init; }

    /// <summary>Id of the facility the data belongs to; <see langword="null"/> for reference data.</summary>
    [Description("Id of the facility that the data belongs to; left out for reference data.")]
    public string? Facility { get; init; }

    /// <summary>Whether it is loaded.</summary>
    [Description("false switches the source's loads off, and nothing else.")]
    public bool IsActive { get; init; } = true;

    /// <summary>Five cron fields, in UTC.</summary>
    [Description("When it is loaded, as five cron fields in UTC; used by carelake run --watch.")]
    public string? Schedule { get; init; }

    /// <summary>How often a pull that failed is tried again.</summary>
    [Description("How often a failed pull is tried again, 0 to 20.")]
    public int Retries { get; init; } = 3;

    /// <summary>The longest a single pull of a table may take.</summary>
    [Description("The longest one pull of a table may take, such as 00:30:00.")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many tables are pulled at the same time.</summary>
    [Description("How many of its tables are pulled at the same time, 1 to 64.")]
    public int Parallelism { get; init; } = 2;

    /// <summary>Settings of the connector, by name. A value may be a secret reference.</summary>
    [Description("Settings of the connector itself (see its README). A value may be a secret reference.")]
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>What is loaded, by name in the lake.</summary>
    [Description("What is loaded, by name in the lake (lower case, digits, underscores).")]
    public required IReadOnlyDictionary<string, TableConfig> Tables { get; init; }
}

/// <summary>One table, or one kind of file, of a source.</summary>
[Description("One table, or one kind of file, of a source.")]
public sealed record TableConfig
{
    /// <summary>The key in <c>tables:</c>; names the bronze table <c>bronze.SOURCE_NAME</c>.</summary>
    [JsonIgnore]
    public string Name { get; init; } = "";

    /// <summary>Its name in the source, with a schema if needed; <see cref="Name"/> when absent.</summary>
    [Description("Its name in the source, with a schema if needed; the same as here when left out.")]
    public string? Table { get; init; }

    /// <summary>File pattern, relative to the project; the source's when absent.</summary>
    [Description("A file or a pattern of files, relative to this file; the source's path when left out.")]
    public string? Path { get; init; }

    /// <summary>How much each pull reads.</summary>
    [Description("full reads everything each time and so notices deletes; incremental reads from the watermark on; append takes new files.")]
    public LoadType Load { get; init; } = LoadType.Full;

    /// <summary>The column that grows with every change.</summary>
    [Description("The column that grows with every change; incremental loads need it.")]
    public string? Watermark { get; init; }

    /// <summary>The columns, in the source's names, that name a row.</summary>
    [Description("The columns, in the source's names, that name a row.")]
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Whether it is loaded.</summary>
    [Description("false switches this table's loads off.")]
    public bool IsActive { get; init; } = true;

    /// <summary>Settings of the connector for this table, over those of the source.</summary>
    [Description("Settings of the connector for this table, over those of the source.")]
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();
}
