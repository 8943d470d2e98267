using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Carelake.Access.Evidence;

/// <summary>Whose questions a pack of evidence answers: each requirement, what the product does about it, and the file that shows it.</summary>
/// <param name="Name">Short name: <c>cqc</c> or <c>hipaa</c>.</param>
/// <param name="Title">Heading.</param>
/// <param name="Rows">Requirement, what is done, files of the pack. What only people can do says so.</param>
public sealed record EvidenceMap(string Name, string Title, ImmutableArray<(string Requirement, string Done, string Files)> Rows)
{
    private const string People = "by the organisation";

    /// <summary>The HIPAA security rule (45 CFR 164.308 to 164.312).</summary>
    public static EvidenceMap Hipaa { get; } = new("hipaa", "HIPAA security rule",
    [
        ("164.308(a)(1)(ii)(A) and (B) risk analysis and management", $"{People}; docs/security.md of the product has its threats and the test for each", ""),
        ("164.308(a)(1)(ii)(D) information system activity review", "every access is in the audit log; emergency access and refusals apart", "access.csv, incidents.csv"),
        ("164.308(a)(3) workforce security", "accounts with roles, facilities and training; locked accounts sign in nowhere", "accounts.csv"),
        ("164.308(a)(4) information access management", "policies decide every row and column, deny by default", "policies.md, access-matrix.md"),
        ("164.308(a)(5) security awareness and training", "whose privacy training has run out sees nothing of patients (policy training-lapsed)", "accounts.csv"),
        ("164.308(a)(6) security incident procedures", $"emergency access and refusals are listed; what follows is {People}", "incidents.csv"),
        ("164.308(a)(7) contingency plan", $"landed bytes and Delta tables are files that any backup takes; backup and its test are {People}", "runs.csv"),
        ("164.310 physical safeguards", People, ""),
        ("164.312(a)(2)(i) unique user identification", "one account a person; machines have keys of their own", "accounts.csv, access.csv"),
        ("164.312(a)(2)(ii) emergency access procedure", "a reason, minutes, a log of its own", "incidents.csv"),
        ("164.312(a)(2)(iii) automatic logoff", "sessions end after 30 minutes without a request, and after 12 hours", ""),
        ("164.312(a)(2)(iv) encryption and decryption", "landed files and the event log: AES-256-GCM, a key for each object under a master key. Tables (Parquet) are not encrypted by the product: the disk must be", ""),
        ("164.312(b) audit controls", "a Merkle log with signed checkpoints, verified for this pack", "audit-log.json"),
        ("164.312(c) integrity", "each batch reconciles; landed bytes prove authentic when they are read; rules judge every row", "data-quality.csv, runs.csv"),
        ("164.312(d) person or entity authentication", "password and one-time code, or an OpenID provider", "accounts.csv"),
        ("164.312(e) transmission security", "TLS at the server and at listeners, where it is set", ""),
        ("164.316(b)(2)(i) six years of documentation", "the audit log is append-only and has no end", "audit-log.json"),
    ]);

    /// <summary>Regulation 17 of the Health and Social Care Act 2008 (Regulated Activities) Regulations 2014, which the Care Quality Commission inspects.</summary>
    public static EvidenceMap Cqc { get; } = new("cqc", "CQC: good governance (regulation 17)",
    [
        ("17(2)(a) assess, monitor and improve the quality of services", "quality rules on every row of every table, with the last result of each in the period", "data-quality.csv, runs.csv"),
        ("17(2)(b) assess, monitor and mitigate risks", "emergency access and refusals are listed; what follows is " + People, "incidents.csv"),
        ("17(2)(c) accurate, complete and contemporaneous records, kept securely", "each batch reconciles with its source; history is kept; policies decide every row and column", "data-quality.csv, access-matrix.md, policies.md"),
        ("17(2)(d) other records that are necessary to be kept", "who did what, when and for what", "access.csv, audit-log.json"),
        ("17(2)(e) feedback", People, ""),
        ("17(2)(f) evaluate and improve practice", People + "; this pack is made again with one command", ""),
        ("UK GDPR articles 15 to 18: rights of people", "requests are answered by command and are in the audit log", "access.csv"),
        ("UK GDPR article 32: security of processing", "encryption of landed files and messages; access by policy; a log that shows any change", "audit-log.json, accounts.csv"),
    ]);

    /// <summary>The map for people.</summary>
    /// <param name="project">Name of the project.</param>
    /// <param name="period">From and before.</param>
    /// <param name="now">When the pack is made.</param>
    /// <param name="figures">What the files add up to.</param>
    public string ToMarkdown(string project, (DateTimeOffset From, DateTimeOffset To) period, DateTimeOffset now, ImmutableArray<(string Name, string Value)> figures)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {Title}\n\nEvidence of {project}, {period.From:yyyy-MM-dd} to {period.To:yyyy-MM-dd}, made {now:yyyy-MM-dd HH:mm} UTC.\n\n| figure | value |\n| --- | ---: |\n");
        foreach (var (name, value) in figures) text.Append(CultureInfo.InvariantCulture, $"| {name} | {value} |\n");
        text.Append("\n| requirement | what is done | files |\n| --- | --- | --- |\n");
        foreach (var (requirement, done, files) in Rows) text.Append(CultureInfo.InvariantCulture, $"| {requirement} | {done} | {files} |\n");
        text.Append("\nThe pack shows what the product recorded. Whether that is enough is for the organisation and its inspector to judge.\n");
        return text.ToString();
    }
}
