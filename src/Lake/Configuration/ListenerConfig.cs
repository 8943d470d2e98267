using System.ComponentModel;

namespace Carelake.Lake.Configuration;

/// <summary>One place where systems send messages to.</summary>
[Description("One place where systems send messages to; `carelake serve --roles ingest` opens it.")]
public sealed record ListenerConfig
{
    /// <summary>The word that stands for the connector of a listener's source.</summary>
    public const string Connector = "listener";

    /// <summary>What it speaks.</summary>
    [Description("What it speaks: mllp (HL7 v2 over MLLP, at a port of its own), or http (HL7 v2, FHIR, X12 and telemetry, at /ingest/v1/ID/ of the server).")]
    public ListenerKind Kind { get; init; } = ListenerKind.Mllp;

    /// <summary>The address to listen at.</summary>
    [Description("IP address to listen at; 0.0.0.0 for all. By default only programs on this machine are heard.")]
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The port; none for one that has the server's.</summary>
    [Description("TCP port of an mllp listener, 0 to 65535; 0 takes a free one.")]
    public int? Port { get; init; }

    /// <summary>Id of the facility the messages belong to.</summary>
    [Description("Id of the facility that the messages belong to.")]
    public string? Facility { get; init; }

    /// <summary>Whether it is opened.</summary>
    [Description("false keeps it closed.")]
    public bool IsActive { get; init; } = true;

    /// <summary>Certificate and what is asked of clients.</summary>
    [Description("Certificate and what is asked of clients; connections are plain when left out.")]
    public ListenerTlsConfig? Tls { get; init; }

    /// <summary>Character set of messages that do not say theirs.</summary>
    [Description("Character set of messages that name none (MSH-18) and are no UTF-8: a name of HL7 table 0211 or a registered one.")]
    public string Charset { get; init; } = "windows-1252";

    /// <summary>The longest message, in KiB.</summary>
    [Description("The longest message, in KiB, 1 to 262144; a longer one is rejected, and its beginning kept.")]
    public int LongestMessageKib { get; init; } = 16 * 1024;

    /// <summary>The most connections at the same time.</summary>
    [Description("The most connections at the same time, 1 to 60000; more are closed as they come.")]
    public int MostConnections { get; init; } = 2000;

    /// <summary>Messages of a connection that may wait for their answer.</summary>
    [Description("Messages of one connection that may wait for their answer, 1 to 10000, for senders that do not wait.")]
    public int Window { get; init; } = 64;

    /// <summary>A connection on which nothing moves for so long is closed.</summary>
    [Description("A connection on which nothing moves for so long is closed, such as 24:00:00 written 1.00:00:00.")]
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The longest that one message may take to arrive.</summary>
    [Description("The longest that one message may take to arrive, such as 00:01:00.")]
    public TimeSpan FrameTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Frames must end exactly as the standard says.</summary>
    [Description("true drops messages whose frame does not end exactly as the standard says.")]
    public bool Strict { get; init; }

    /// <summary>Events taken, such as ADT^A01.</summary>
    [Description("Events taken, such as ADT^A01; every event of the standard when left out. Others are rejected (AR), and kept.")]
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>Processing ids taken.</summary>
    [Description("Processing ids taken (MSH-11): P production, T training, D debugging.")]
    public IReadOnlyList<string> ProcessingIds { get; init; } = ["P", "T", "D"];

    /// <summary>Tables that a listener's messages go to, by name of the kind of message.</summary>
    public static IReadOnlyList<string> TablesOf(ListenerKind kind) => kind switch
    {
        ListenerKind.Http => [.. TablesOf(ListenerKind.Mllp), "fhir", "telemetry", "x12"],
        _ => ["adt", "bar", "dft", "mdm", "mfn", "orders", "oru", "other", "rejected", "siu", "vxu"],
    };

    /// <summary>The listener as a source, so that mappings can name its tables.</summary>
    /// <param name="id">The key in <c>listeners:</c>.</param>
    internal SourceConfig AsSource(string id) => new()
    {
        Id = id,
        Connector = Connector,
        Facility = Facility,
        IsActive = IsActive,
        Tables = new OrderedDictionary<string, TableConfig>(TablesOf(Kind).Select(table => KeyValuePair.Create(table, new TableConfig { Name = table, Load = Landing.LoadType.Append }))),
    };
}

/// <summary>What a listener speaks.</summary>
public enum ListenerKind
{
    /// <summary>HL7 v2 over MLLP.</summary>
    Mllp,

    /// <summary>HL7 v2, FHIR, X12 and telemetry over HTTP.</summary>
    Http,
}

/// <summary>Certificate of a listener.</summary>
[Description("Certificate of a listener, and what is asked of clients.")]
public sealed record ListenerTlsConfig
{
    /// <summary>The certificate.</summary>
    [Description("The certificate with its chain, a PEM file, relative to this file.")]
    public required string Certificate { get; init; }

    /// <summary>Its private key.</summary>
    [Description("The private key, a PEM file, relative to this file; readable by this user only.")]
    public required string Key { get; init; }

    /// <summary>Password of the private key.</summary>
    [Description("Password of the private key: env:NAME, file:PATH or keyvault:NAME; left out when it has none.")]
    public SecretReference? Password { get; init; }

    /// <summary>Authorities whose clients are let in.</summary>
    [Description("Certificates of the authorities whose clients are let in, a PEM file: every client must then show a certificate. Any client is let in when left out.")]
    public string? ClientAuthorities { get; init; }
}
