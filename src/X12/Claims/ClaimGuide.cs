namespace Carelake.X12.Claims;

/// <summary>What differs between the three guides of the 837: names, and the order in which loops and segments stand.</summary>
internal static class ClaimGuide
{
    // One order of segment ids serves all three: what a guide does not use does not occur.
    public static readonly string[] Claim =
        ["CLM", "DTP", "CL1", "DN1", "DN2", "PWK", "CN1", "AMT", "REF", "K3", "NTE", "CR1", "CR2", "CRC", "HI", "HCP"];

    public static readonly string[] Line =
        ["LX", "SV1", "SV2", "SV3", "SV5", "TOO", "PWK", "CR1", "CR3", "CRC", "DTP", "QTY", "MEA", "CN1", "REF", "AMT", "K3", "NTE", "PS1", "HCP"];

    public static readonly string[] OtherSubscriber = ["SBR", "CAS", "AMT", "OI", "MIA", "MOA"];
    public static readonly string[] Adjudication = ["SVD", "CAS", "DTP", "AMT"];
    public static readonly string[] Drug = ["LIN", "CTP", "REF"];
    public static readonly string[] Party = ["NM1", "PRV", "N2", "N3", "N4", "DMG", "DTP", "REF", "PER"];

    // Loops within 837 loops 2300 and 2400, for LoopNode.
    public static readonly LoopShape Shape = new(
        ("LX", ["*"]), ("SBR", ["*"]), ("NM1", ["SBR", "LX", "*"]), ("LIN", ["LX"]), ("SVD", ["LX"]), ("LQ", ["LX"]));

    public static readonly LoopShape Level = new(("NM1", ["*"]));

    public static string Version(ClaimKind kind) => kind switch
    {
        ClaimKind.Institutional => "005010X223A2",
        ClaimKind.Dental => "005010X224A2",
        _ => "005010X222A1",
    };

    /// <summary>CLM05-2: which code list CLM05-1 is of, A the type of bill, B the place of service.</summary>
    public static string FacilityQualifier(ClaimKind kind) => kind == ClaimKind.Institutional ? "A" : "B";

    /// <summary>Which guide a version names: the 3 of X223 is the institutional guide, whatever its release.</summary>
    public static ClaimKind KindOf(string version) =>
        version.Contains("X223", StringComparison.Ordinal) || version.Contains("X096", StringComparison.Ordinal) ? ClaimKind.Institutional
        : version.Contains("X224", StringComparison.Ordinal) || version.Contains("X097", StringComparison.Ordinal) ? ClaimKind.Dental
        : ClaimKind.Professional;

    /// <summary>Place of a provider's loop among 2310A, B and so on.</summary>
    public static int ProviderRank(ClaimKind kind, string entityCode) => Rank(
        kind switch
        {
            ClaimKind.Institutional => ["71", "72", "ZZ", "82", "77", "DN"],
            ClaimKind.Dental => ["DN", "P3", "82", "77", "DD", "DQ"],
            _ => ["DN", "P3", "82", "77", "DQ", "PW", "45"],
        },
        entityCode);

    /// <summary>Place among 2420A, B and so on.</summary>
    public static int LineProviderRank(ClaimKind kind, string entityCode) => Rank(
        kind switch
        {
            ClaimKind.Institutional => ["72", "ZZ", "82", "DN"],
            ClaimKind.Dental => ["82", "DD", "DQ", "77"],
            _ => ["82", "QB", "77", "DQ", "DK", "DN", "P3", "PW", "45"],
        },
        entityCode);

    /// <summary>Place among 2330C, D and so on.</summary>
    public static int OtherPayerProviderRank(ClaimKind kind, string entityCode) => Rank(
        kind switch
        {
            ClaimKind.Institutional => ["71", "72", "ZZ", "77", "82", "DN", "85"],
            ClaimKind.Dental => ["DN", "P3", "82", "DQ", "85", "77", "DD"],
            _ => ["DN", "P3", "82", "77", "DQ", "85"],
        },
        entityCode);

    /// <summary>Codes that share an HI segment: one segment for all diagnoses of a professional claim, one per kind in an institutional one.</summary>
    public static string SegmentOf(ClaimKind kind, string qualifier) => qualifier switch
    {
        "ABK" or "ABF" or "BK" or "BF" when kind != ClaimKind.Institutional => "diagnosis",
        "BP" or "BO" => "anaesthesia",
        _ => qualifier,
    };

    private static int Rank(string[] order, string code) => Array.IndexOf(order, code) is >= 0 and var rank ? rank : order.Length;
}
