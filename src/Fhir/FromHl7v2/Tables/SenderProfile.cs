namespace Carelake.Fhir.FromHl7v2.Tables;

/// <summary>What holds for the messages of one sender only.</summary>
/// <param name="Application">MSH-3.1; <c>*</c> for any.</param>
/// <param name="Facility">MSH-4.1; <c>*</c> for any.</param>
internal sealed record SenderProfile(string Application, string Facility)
{
    private const string Any = "*";
    private const string SourceSystem = "source-system";
    private const string PatientAuthority = "patient-authority";
    private const string Zone = "zone";
    private const string NamespaceBase = "namespace-base";
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);

    /// <summary>Added to the tables that hold for all.</summary>
    public TableSet Tables { get; } = new();

    public bool Matches(string application, string facility) =>
        (Application == Any || Application == application) && (Facility == Any || Facility == facility);

    /// <summary>Sets what the sender's messages do not say.</summary>
    /// <returns>The setting is one, and has such a value.</returns>
    public bool Set(string name, string value)
    {
        if (name is not (SourceSystem or PatientAuthority or Zone or NamespaceBase) || name == Zone && !IsZone(value)) return false;
        _settings[name] = value;
        return true;
    }

    /// <summary>The options with what this profile sets instead.</summary>
    public ConversionOptions Apply(ConversionOptions options) => options with
    {
        SourceSystem = _settings.GetValueOrDefault(SourceSystem, options.SourceSystem),
        PatientAuthority = _settings.GetValueOrDefault(PatientAuthority, options.PatientAuthority),
        Zone = _settings.GetValueOrDefault(Zone, options.Zone),
        NamespaceBase = _settings.GetValueOrDefault(NamespaceBase, options.NamespaceBase),
    };

    private static bool IsZone(string text) =>
        text is "Z" or [('+' or '-'), >= '0' and <= '1', >= '0' and <= '9', ':', >= '0' and <= '5', >= '0' and <= '9'];
}
