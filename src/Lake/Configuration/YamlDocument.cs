using Carelake.Core;

namespace Carelake.Lake.Configuration;

/// <summary>A value read from YAML that still knows where each of its keys stood.</summary>
/// <param name="Value">What was read.</param>
/// <param name="File">Path of the file.</param>
/// <param name="Places">Path of keys (<c>sources/hospital_a/retries</c>) to <c>file:line:column</c>.</param>
/// <typeparam name="T">What was read.</typeparam>
internal sealed record YamlDocument<T>(T Value, string File, IReadOnlyDictionary<string, string> Places)
{
    /// <summary>The place of a key, or of the nearest key above it.</summary>
    public string PlaceOf(string path)
    {
        for (var at = path; at.Length > 0; at = at.LastIndexOf('/') is var slash and > 0 ? at[..slash] : "")
        {
            if (Places.TryGetValue(at, out var place)) return place;
        }
        return $"{File}:1:1";
    }

    /// <summary>An error at a key.</summary>
    public Issue ErrorAt(string path, string code, string message) => new(code, Severity.Error, PlaceOf(path), message);
}
