using System.ComponentModel;

namespace Carelake.Lake.Configuration;

/// <summary>What <c>carelake.yaml</c> says. The descriptions are those of the published JSON Schema.</summary>
[Description("A Carelake project: what is loaded from where, and into which models.")]
public sealed record ProjectConfig
{
    /// <summary>Short name of the project.</summary>
    [Description("Short name of the project; it names the lineage namespace.")]
    public required string Name { get; init; }

    /// <summary>Facilities by id.</summary>
    [Description("The group's facilities, by id. Every source belongs to one, unless it is reference data.")]
    public IReadOnlyDictionary<string, FacilityConfig> Facilities { get; init; } = new Dictionary<string, FacilityConfig>();

    /// <summary>Sources by id.</summary>
    [Description("The systems that data comes from, by id (lower case, digits, underscores). The id begins the names of bronze tables.")]
    public IReadOnlyDictionary<string, SourceConfig> Sources { get; init; } = new Dictionary<string, SourceConfig>();

    /// <summary>Listeners by id.</summary>
    [Description("The places where systems send messages to, by id (lower case, digits, underscores). The id begins the names of bronze tables, as a source's does.")]
    public IReadOnlyDictionary<string, ListenerConfig> Listeners { get; init; } = new Dictionary<string, ListenerConfig>();

    /// <summary>Where the event log is.</summary>
    [Description("Where the event log of the listeners is: a file of the lake, or a broker of the group's own.")]
    public EventsConfig Events { get; init; } = new();

    /// <summary>Routes by id.</summary>
    [Description("Where messages of the listeners are sent on to, by id (lower case, digits, underscores).")]
    public IReadOnlyDictionary<string, RouteConfig> Routes { get; init; } = new Dictionary<string, RouteConfig>();

    /// <summary>Folders of the project's own models, relative to the project.</summary>
    [Description("Folders of the project's own models, relative to this file.")]
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Whether the product's own models are part of the project.</summary>
    [Description("Whether the models that come with Carelake are part of the project.")]
    public bool BuiltinModels { get; init; } = true;

    /// <summary>Folder of the mappings, relative to the project.</summary>
    [Description("Folder of the mappings (<source>/<table>.sql), relative to this file.")]
    public string Mappings { get; init; } = "mappings";

    /// <summary>The reporting date; the day of the run when absent.</summary>
    [Description("Reporting date of as-of figures, such as 2024-12-31; the day of the run when left out.")]
    public DateOnly? AsOf { get; init; }

    /// <summary>Where lineage events go.</summary>
    [Description("Where OpenLineage events go; a file in the lake when left out.")]
    public LineageConfig Lineage { get; init; } = new();

    /// <summary>Where runs, batches and audit are kept; a file in the lake when absent.</summary>
    [Description("Connection string of the PostgreSQL that keeps runs, batches and audit: env:NAME, file:PATH or keyvault:NAME; a file in the lake when left out.")]
    public SecretReference? Operations { get; init; }

    /// <summary>What the server does.</summary>
    [Description("What `carelake serve` does as a server of API and dashboard.")]
    public ServerConfig Server { get; init; } = new();

    /// <summary>Further organisations that one server serves, by id.</summary>
    [Description("Further organisations that the same server serves, by id (lower case, digits, underscores); each is a project of its own.")]
    public IReadOnlyDictionary<string, TenantConfig> Tenants { get; init; } = new Dictionary<string, TenantConfig>();

    /// <summary>Folder of the policies, relative to the project; those of the product when absent.</summary>
    [Description("Folder of the access policies, relative to this file; those that come with Carelake when left out.")]
    public string? Policies { get; init; }

    /// <summary>File of the beds there are, relative to the project.</summary>
    [Description("The beds there are, a CSV file relative to this one (docs/guides/patient-flow.md shows its form); live boards show those that messages name when left out.")]
    public string? Beds { get; init; }

    /// <summary>How long what is kept.</summary>
    [Description("How long what is kept; `carelake retention` removes what is older. Nothing is removed that no rule names.")]
    public IReadOnlyList<RetentionRule> Retention { get; init; } = [];

    /// <summary>Folder of the tables of codes that claims are checked with, relative to the project.</summary>
    [Description("Folder of the tables of codes that `carelake x12` checks claims and payments with (docs/guides/checking-claims.md shows their form), relative to this file.")]
    public string? Codes { get; init; }

    /// <summary>Where the key that encrypts landed files is kept.</summary>
    [Description("Where the keys that encrypt landed files are kept; a file beside the lake when left out.")]
    public KeysConfig Keys { get; init; } = new();
}

/// <summary>A place of care, or another owner of data.</summary>
[Description("A place of care.")]
public sealed record FacilityConfig
{
    /// <summary>Name for people; the id when absent.</summary>
    [Description("Name for people.")]
    public string? Name { get; init; }

    /// <summary>ISO 3166 alpha-2 code.</summary>
    [Description("ISO 3166 country code, two letters.")]
    public string? Country { get; init; }
}

/// <summary>Where lineage events go.</summary>
[Description("Where OpenLineage events go.")]
public sealed record LineageConfig
{
    /// <summary>An OpenLineage endpoint; a file in the lake when absent.</summary>
    [Description("URL of an OpenLineage endpoint, such as http://marquez:5000/api/v1/lineage.")]
    public Uri? Url { get; init; }

    /// <summary>Bearer token of the endpoint.</summary>
    [Description("Bearer token of the endpoint: env:NAME, file:PATH or keyvault:NAME.")]
    public SecretReference? Token { get; init; }
}

/// <summary>Where keys are kept.</summary>
[Description("Where keys are kept.")]
public sealed record KeysConfig
{
    /// <summary>The vault's address; keys are in a file when absent.</summary>
    [Description("Address of an Azure Key Vault, such as https://hospital.vault.azure.net/.")]
    public Uri? Vault { get; init; }

    /// <summary>Name of the secret that holds the key.</summary>
    [Description("Name of the secret in the vault that holds the landing key.")]
    public string Name { get; init; } = "carelake-landing-key";
}
