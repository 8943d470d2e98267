using System.Collections.Immutable;

namespace Carelake.Access.Cedar;

/// <summary>A pattern of <c>like</c>: characters, and wildcards that stand for any text, the empty one too.</summary>
/// <param name="Parts">Characters in order; <see langword="null"/> is the wildcard.</param>
internal sealed record LikePattern(ImmutableArray<char?> Parts)
{
    /// <summary>The whole text fits. Goes back to the last wildcard only, which is enough and keeps the time at length times length.</summary>
    public bool Matches(string text)
    {
        var (at, part, star, retry) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (part < Parts.Length && Parts[part] is null)
            {
                star = part++;
                retry = at;
            }
            else if (part < Parts.Length && Parts[part] == text[at])
            {
                part++;
                at++;
            }
            else if (star >= 0)
            {
                part = star + 1;
                at = ++retry;
            }
            else
            {
                return false;
            }
        }
        while (part < Parts.Length && Parts[part] is null) part++;
        return part == Parts.Length;
    }
}
