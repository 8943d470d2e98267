using Carelake.Fhir.FromHl7v2.Values;

namespace Carelake.Fhir.FromHl7v2.Conversion;

/// <summary>Who issues identifiers: HL7 v2 HD (section 2.A.33) to FHIR systems.</summary>
internal sealed class IdentifierSystems(MessageConversion conversion)
{
    /// <summary>Sending facility, else sending application.</summary>
    public string Sender { get; private set; } = "";

    /// <summary>The sender as a system.</summary>
    public string SenderSystem { get; private set; } = "urn:id:unknown";

    public void SetSender()
    {
        var header = conversion.Segment("MSH");
        foreach (var field in new[] { 4, 3 })
        {
            if (header?.Field(field) is not [var first, ..] || SystemOf(new(first)) is not { Length: > 0 } system) continue;
            Sender = system;
            SenderSystem = system;
            return;
        }
    }

    /// <summary>The authority as one text, for ids; the sender's when the value names none.</summary>
    /// <param name="value">The value that holds it.</param>
    /// <param name="first">The part where it begins: 1 of an HD, 2 of an EI.</param>
    public string Authority(V2Value value, int first = 1) => SystemOf(value, first) is { Length: > 0 } system ? system : Sender;

    /// <summary>
    /// The universal id as a URI; else what the code map <c>Namespace</c> says of the namespace; else the namespace after the base of the options.
    /// Empty when nothing was sent.
    /// </summary>
    public string SystemOf(V2Value value, int first = 1)
    {
        var name = TextOf(value.Part(first));
        var universal = TextOf(value.Part(first + 1));
        if (name.Length > 0 && conversion.Tables.CodeMap("Namespace")?.Find(name) is { } known) return known.Code;
        if (universal.Length > 0 && Universal(universal, TextOf(value.Part(first + 2))) is { } uri) return uri;
        if (name.Length == 0) return "";
        return Universal(name, "") ?? conversion.Options.NamespaceBase + Uri.EscapeDataString(name);
    }

    private static string TextOf(V2Value value) => value.HasValue ? value.Peek() : "";

    /// <summary>A universal id as a URI; <see langword="null"/> when it cannot be one.</summary>
    public static string? Universal(string id, string type)
    {
        if (Primitives.HasBlank(id)) return null;
        if (IsOid(id)) return $"urn:oid:{id}";
        if (Guid.TryParseExact(id, "d", out var guid)) return $"urn:uuid:{guid:d}";
        if (id.StartsWith("urn:", StringComparison.Ordinal) || id.Contains("://", StringComparison.Ordinal)) return id;
        return type.ToUpperInvariant() is "DNS" or "URI" ? $"urn:dns:{Uri.EscapeDataString(id)}".Replace("urn:dns:", type == "DNS" ? "http://" : "", StringComparison.Ordinal) : null;
    }

    /// <summary>Arcs without leading zeros, two at least.</summary>
    public static bool IsOid(string text)
    {
        if (text is not [>= '0' and <= '2', '.', ..]) return false;
        var arcs = text.Split('.');
        return arcs.Length > 2 && arcs[0] is "0" or "1" or "2"
            && Array.TrueForAll(arcs, arc => arc.Length > 0 && arc.All(char.IsAsciiDigit) && (arc.Length == 1 || arc[0] != '0'));
    }
}
