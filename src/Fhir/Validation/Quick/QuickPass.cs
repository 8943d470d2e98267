using System.Collections.Immutable;
using System.Text;
using Carelake.Fhir.Elements;

namespace Carelake.Fhir.Validation.Quick;

/// <summary>
/// Validates a text in two steps: one pass over its bytes that finds the resources that are plainly good, and <see cref="Walk"/> for the others.
/// The issues are those that the walk alone would give, in the same order; a test compares the two.
/// </summary>
internal static class QuickPass
{
    private const int Reserve = 8;

    /// <summary>The issues; null when the whole text has to be walked.</summary>
    /// <param name="tables">Of the validator.</param>
    /// <param name="utf8">JSON, without a byte order mark.</param>
    public static ImmutableArray<FhirIssue>? Run(QuickTables tables, ReadOnlyMemory<byte> utf8)
    {
        var limits = tables.Validator.Options.Limits;
        if (JsonText.Refusal(utf8.Span, limits) is not null) return null;
        var state = QuickState.Rent();
        try
        {
            state.Tape.Bytes = utf8;
            state.Urls.Bytes = utf8;
            var nested = limits.MaxDepth - Reserve;
            if (!IsBundle(utf8.Span)) return new QuickReader(utf8.Span, tables, state, nested).TryRead() ? Single(tables, utf8, state) : null;
            return new QuickReader(utf8.Span, tables, state, nested).TryBundle() && IsMostlyGood(state, utf8.Length) ? Bundle(tables, utf8, state) : null;
        }
        finally
        {
            state.Return();
        }
    }

    private static bool IsBundle(ReadOnlySpan<byte> text)
    {
        var head = text[..Math.Min(text.Length, 128)];
        var named = head.IndexOf("\"Bundle\""u8);
        return named > 0 && head.IndexOf("\"resourceType\""u8) is >= 0 and var key && key < named;
    }

    // Where much is open, looking twice costs more than it saves.
    private static bool IsMostlyGood(QuickState state, int length)
    {
        var open = 0L;
        foreach (var resource in state.Resources)
            if (resource.Verdict == QuickVerdict.Open)
                open += resource.End - resource.Start;
        return open * 2 <= length;
    }

    private static ImmutableArray<FhirIssue> Single(QuickTables tables, ReadOnlyMemory<byte> utf8, QuickState state)
    {
        if (state.WithoutNarrative.Count == 0) return [];
        var walk = new Walk(FhirDocument.Outline(utf8, tables.Validator.Options.Limits), tables.Validator, state.Tape[0].Type.Info.Name);
        foreach (var (contained, start) in state.WithoutNarrative) walk.LacksNarrative(contained, start);
        return [.. walk.Issues];
    }

    private static ImmutableArray<FhirIssue>? Bundle(QuickTables tables, ReadOnlyMemory<byte> utf8, QuickState state)
    {
        using var outline = FhirDocument.Outline(utf8, tables.Validator.Options.Limits);
        var walk = new Walk(outline, tables.Validator, "Bundle");
        BundleIndex? index = null;
        foreach (var resource in state.Resources)
        {
            walk.EnterEntry(resource.Entry);
            if (resource.Verdict != QuickVerdict.Open)
                for (var at = resource.WithoutNarrative.Start; at < resource.WithoutNarrative.End; at++)
                    walk.LacksNarrative(state.WithoutNarrative[at].Contained, state.WithoutNarrative[at].Start);
            if (resource.Verdict == QuickVerdict.Good)
                for (var at = resource.Broken.Start; at < resource.Broken.End; at++)
                    walk.Broken(state.Broken[at], resource.Start, isWarning: at >= resource.Broken.Warnings);
            if (resource.Verdict != QuickVerdict.Good)
            {
                using var part = FhirDocument.Part(outline, resource.Start, resource.End, $"Bundle.entry[{resource.Entry}].resource", out var hasIssues);
                if (part is null || hasIssues) return null;
                if (resource.Verdict == QuickVerdict.ProfilesOpen) walk.Profiles(part);
                else walk.Part(part, index ??= IndexOf(outline, utf8.Span, state), Text(utf8.Span, resource.FullUrl));
            }
            walk.LeaveEntry();
        }
        return [.. walk.Issues];
    }

    private static BundleIndex IndexOf(FhirDocument outline, ReadOnlySpan<byte> text, QuickState state)
    {
        var urls = new List<string>(state.Resources.Count);
        foreach (var resource in state.Resources)
            if (Text(text, resource.FullUrl) is { } url)
                urls.Add(url);
        // The types that are read here all have the same rules for references.
        return new BundleIndex("transaction", urls, () => new BundleIndex(outline.Root.Json));
    }

    private static string? Text(ReadOnlySpan<byte> text, (int Start, int End) place) => place.End > place.Start ? Encoding.UTF8.GetString(text[place.Start..place.End]) : null;
}
