using System.Text.RegularExpressions;

namespace Carelake.Access.Deidentification;

/// <summary>
/// Takes identifiers out of free text: those known from the patient's record, and whatever looks like a phone number, an e-mail or web address, a social security
/// number, a date or a long number. It finds much and not all: a name that is not in the record stays, so scrubbed text is still sensitive.
/// </summary>
public static partial class TextScrubber
{
    // Shorter words are too often plain words: "May", "Li".
    private const int ShortestWord = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>The text with each finding replaced by its kind in brackets.</summary>
    /// <param name="text">The text.</param>
    /// <param name="known">Identifiers of the record: names, numbers, addresses. Each is also looked for word by word.</param>
    /// <returns>Only <c>[text]</c> when it could not be searched in a second.</returns>
    public static string Scrub(string text, IEnumerable<string> known)
    {
        try
        {
            // Addresses first: a name within one would hide the rest of it.
            text = Address().Replace(text, "[address]");
            foreach (var identifier in Words(known)) text = Regex.Replace(text, $@"(?<!\w){Regex.Escape(identifier)}(?!\w)", "[name]", RegexOptions.IgnoreCase, Limit);
            text = SocialSecurity().Replace(text, "[ssn]");
            text = Date().Replace(text, "[date]");
            text = Phone().Replace(text, "[phone]");
            return LongNumber().Replace(text, "[number]");
        }
        catch (RegexMatchTimeoutException)
        {
            return "[text]";
        }
    }

    // Longest first, so that a whole name is one finding.
    private static IEnumerable<string> Words(IEnumerable<string> known) => known
        .SelectMany(identifier => identifier.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries).Append(identifier.Trim()))
        .Where(word => word.Length >= ShortestWord).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(word => word.Length);

    [GeneratedRegex(@"\b(?:https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    [GeneratedRegex(@"\b\d{3}-\d{2}-\d{4}\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SocialSecurity();

    [GeneratedRegex(
        @"\b(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})|\d{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+\d{4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})\b",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Date();

    [GeneratedRegex(@"(?<![\w.])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,5}\)|\d{2,5})[ .-]\d{3,4}[ .-]?\d{3,4}(?!\w)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Phone();

    [GeneratedRegex(@"\b[A-Z]{0,3}\d{6,}\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LongNumber();
}
