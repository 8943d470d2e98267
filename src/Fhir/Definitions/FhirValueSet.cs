using System.Collections.Frozen;
using System.Text;

namespace Carelake.Fhir.Definitions;

/// <summary>The codes that a binding allows, by code system.</summary>
public sealed class FhirValueSet
{
    private readonly FrozenDictionary<string, FrozenSet<string>> _systems;
    private readonly FrozenSet<string> _all;

    internal FhirValueSet(string url, IEnumerable<(string System, IEnumerable<string> Codes)> systems, bool isComplete)
    {
        Url = url;
        IsComplete = isComplete;
        _systems = systems.GroupBy(system => system.System, StringComparer.Ordinal).ToFrozenDictionary(
            group => group.Key, group => group.SelectMany(system => system.Codes).ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);
        _all = _systems.Values.SelectMany(codes => codes).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Canonical address, without a version.</summary>
    public string Url { get; }

    /// <summary>All its codes are known here; otherwise a code that is not found may still be one of its codes.</summary>
    public bool IsComplete { get; }

    /// <summary>The code systems that it takes codes from.</summary>
    public IEnumerable<string> Systems => _systems.Keys;

    /// <summary>The codes of one system; empty when it takes none from it.</summary>
    public IReadOnlySet<string> Codes(string system) => _systems.TryGetValue(system, out var codes) ? codes : FrozenSet<string>.Empty;

    /// <summary>Holds a code of whichever system, as the elements of type <c>code</c> are checked.</summary>
    public bool Contains(string code) => _all.Contains(code);

    /// <summary>Holds a code of this system.</summary>
    public bool Contains(string system, string code) => _systems.TryGetValue(system, out var codes) && codes.Contains(code);

    /// <summary>Holds a code of whichever system, given as UTF-8 without escapes.</summary>
    internal bool Contains(ReadOnlySpan<byte> code)
    {
        if (code.Length > 128) return Contains(Encoding.UTF8.GetString(code));
        Span<char> text = stackalloc char[code.Length];
        return Encoding.UTF8.TryGetChars(code, text, out var length)
            && _all.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[..length]);
    }
}
