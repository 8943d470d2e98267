using System.ComponentModel;

namespace Carelake.Lake.Configuration;

/// <summary>One place that messages of the listeners are sent on to.</summary>
[Description("One place that HL7 v2 messages of the listeners are sent on to; `carelake serve --roles ingest` works on it. Routes do not wait for each other, nor receivers and bronze for them.")]
public sealed record RouteConfig
{
    /// <summary>Listeners whose messages are taken.</summary>
    [Description("Listeners whose messages are taken; all when left out.")]
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>Events taken.</summary>
    [Description("Events taken, such as ADT^A01 or ORU^*; all when left out.")]
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>Messages received before it are not sent.</summary>
    [Description("Messages received before this moment are not sent, such as 2026-01-31T00:00:00Z; when left out, a new route begins with the oldest message that the log has.")]
    public DateTimeOffset? Since { get; init; }

    /// <summary>Profile that messages must fulfil.</summary>
    [Description("Profile that messages must fulfil (a JSON file, relative to this file), or `standard`; one that does not is put aside. Not checked when left out.")]
    public string? Validate { get; init; }

    /// <summary>In which form they are sent.</summary>
    [Description("hl7 sends the bytes as they came; fhir sends a FHIR R4 transaction.")]
    public RouteForm As { get; init; } = RouteForm.Hl7;

    /// <summary>Codes that are added.</summary>
    [Description("CSV file (system,code,to_system,to_code,to_display; relative to this file) of codes that are added to those of a FHIR bundle, such as LOINC beside a laboratory's own.")]
    public string? Codes { get; init; }

    /// <summary>Where to.</summary>
    [Description("Where to: mllp://HOST:PORT, mllps://HOST:PORT (TLS), an http or https address that messages are posted to, or folder:PATH.")]
    public required string To { get; init; }

    /// <summary>Bearer token for an HTTP target.</summary>
    [Description("Token that an HTTP target asks for, sent as `Authorization: Bearer`: env:NAME, file:PATH or keyvault:NAME.")]
    public SecretReference? Token { get; init; }

    /// <summary>Whether it is worked on.</summary>
    [Description("false stops it; its messages wait in the log.")]
    public bool IsActive { get; init; } = true;

    /// <summary>How long one sending may take.</summary>
    [Description("How long the target may take to answer, such as 00:00:30.")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Tries of a message that the target answers it cannot take now.</summary>
    [Description("Tries of a message that the target answers it cannot take now, 1 to 1000; then it is put aside. A target that does not answer at all is waited for.")]
    public int Tries { get; init; } = 5;

    /// <summary>Messages on the way at the same time.</summary>
    [Description("Messages on the way at the same time, 1 to 64; those of one patient go one after the other in any case.")]
    public int AtOnce { get; init; } = 1;
}

/// <summary>In which form a route sends messages.</summary>
public enum RouteForm
{
    /// <summary>HL7 v2, the bytes as they came.</summary>
    Hl7,

    /// <summary>A FHIR R4 transaction.</summary>
    Fhir,
}
