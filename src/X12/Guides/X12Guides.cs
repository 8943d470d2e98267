namespace Carelake.X12;

/// <summary>The guides the product knows (HIPAA, 45 CFR 162, version 005010).</summary>
public static class X12Guides
{
    private static readonly (string Version, string TransactionSetId, Lazy<X12Guide> Guide)[] Known =
    [
        Entry("005010X222A1", "837"), Entry("005010X223A2", "837"), Entry("005010X224A2", "837"), Entry("005010X221A1", "835"),
        Entry("005010X279A1", "270", "-270"), Entry("005010X279A1", "271", "-271"), Entry("005010X212", "276", "-276"),
        Entry("005010X212", "277", "-277"), Entry("005010X214", "277"), Entry("005010X217", "278"), Entry("005010X218", "820"),
        Entry("005010X220A1", "834"), Entry("005010X231A1", "999"),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<X12Guide> All => Known.Select(entry => entry.Guide.Value);

    /// <summary>The guide for a transaction set.</summary>
    /// <param name="version">ST03, or GS08 where there is none. Another errata of the same guide is accepted.</param>
    /// <param name="transactionSetId">ST01.</param>
    /// <returns>Null when it is not known.</returns>
    public static X12Guide? Find(string version, string transactionSetId)
    {
        foreach (var (known, id, guide) in Known)
            if (known == version && id == transactionSetId)
                return guide.Value;
        foreach (var (known, id, guide) in Known)
            if (id == transactionSetId && IsSameGuide(known, version))
                return guide.Value;
        return null;
    }

    /// <summary>A segment with this id stands in one of the guides.</summary>
    internal static bool KnowsSegment(ulong idKey) => Known.Any(entry => entry.Guide.Value.Knows(idKey));

    // 005010X222A1 and 005010X222A2 are errata of 005010X222.
    private static bool IsSameGuide(string known, string version) => Base(known).Equals(Base(version), StringComparison.Ordinal);

    private static string Base(string version)
    {
        var errata = version.LastIndexOf('A');
        return errata > 6 ? version[..errata] : version;
    }

    private static (string, string, Lazy<X12Guide>) Entry(string version, string transactionSetId, string suffix = "") =>
        (version, transactionSetId, new Lazy<X12Guide>(() => X12GuideTable.Read(version + suffix)));
}
