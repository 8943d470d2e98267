using System.Globalization;
using System.Text.RegularExpressions;
using Carelake.X12;
using Carelake.X12.Claims;

namespace Carelake.Tests.X12.Claims;

/// <summary>What an 837 says is either in what is written from its model, or told of: nothing is dropped in silence.</summary>
public sealed partial class LosslessClaimsTests
{
    private static readonly string[] Envelopes = ["ISA", "GS", "ST", "SE", "GE", "IEA", "HL", "TA1"];

    public static TheoryData<string> Files() => [.. ModelCorpus.Names("837")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_segment_of_a_public_file_is_written_again_or_warned_of(string name) => LostSilently(ModelCorpus.Read(name)).ShouldBeEmpty();

    [Theory]
    [InlineData("SBR*P*18*GRP*****MB~", "SBR*P*18*GRP*****MB~K3*NOT THE GUIDE~")]
    [InlineData("SBR*P*18*GRP*****MB~", "SBR*P*18*GRP***1*Y*AC*MB~")]
    [InlineData("PRV*BI*PXC*207Q00000X~", "PRV*BI*ZZ*207Q00000X~")]
    [InlineData("CLM*PCN1*100***11:B:1*Y*A*Y*Y~", "CLM*PCN1*100***11:B:1:X*Y*A*Y*Y*P*AA:OA:EM:CA~CL1*1*7*30*4~DN2*3*E*7****~")]
    [InlineData("HI*ABK:J020~", "HI*ABK:J020:::::2:X:Y~")]
    [InlineData("SV1*HC:99213*100*UN*1***1~", "SV1*HC:99213*100*UN*1***1~SV1*HC:99214*5*UN*1***1~LIN**N4*01234567890*VC*X~CTP*A*B*3*2*UN:1~LIN**N4*11111111111~")]
    [InlineData("DMG*D8*19700101*F~", "DMG*D8*19700101*F~N2*SECOND NAME~NM1*QD*1*HELPER*ANN~N3*9 SIDE ST~")]
    public void What_the_model_has_no_place_for_is_kept_or_warned_of(string usual, string unusual)
    {
        const string Usual =
            "ISA*00*          *00*          *ZZ*S              *ZZ*R              *250115*1230*^*00501*000000101*0*T*:~GS*HC*S*R*20250115*1230*1*X*005010X222A1~"
            + "ST*837*0001*005010X222A1~BHT*0019*00*B1*20250115*1230*CH~NM1*41*2*S*****46*1~PER*IC*A*TE*5550100~NM1*40*2*R*****46*2~HL*1**20*1~PRV*BI*PXC*207Q00000X~"
            + "NM1*85*2*CLINIC*****XX*1234567893~N3*1 MAIN ST~N4*X*CA*90001~REF*EI*123456789~HL*2*1*22*0~SBR*P*18*GRP*****MB~NM1*IL*1*DOE*JO****MI*M1~N3*2 ELM ST~N4*X*CA*90001~"
            + "DMG*D8*19700101*F~NM1*PR*2*PAYER*****PI*P1~CLM*PCN1*100***11:B:1*Y*A*Y*Y~HI*ABK:J020~LX*1~SV1*HC:99213*100*UN*1***1~DTP*472*D8*20250110~SE*23*0001~GE*1*1~IEA*1*000000101~";
        Usual.ShouldContain(usual);
        LostSilently(System.Text.Encoding.ASCII.GetBytes(Usual.Replace(usual, unusual))).ShouldBeEmpty();
        LostSilently(System.Text.Encoding.ASCII.GetBytes(Usual)).ShouldBeEmpty();
    }

    private static List<string> LostSilently(byte[] bytes)
    {
        var read = ClaimFile.Parse(bytes);
        // With its own separators: what is data in one file is a separator in another.
        var envelope = GeneratedClaims.Envelope with { Delimiters = SegmentStream.Of(bytes)[0].Delimiters };
        var told = read.Issues.SelectMany(issue => SegmentNumber().Matches(issue.Location)).Select(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToHashSet();
        var written = read.Value.SelectMany(submission => Claims(ClaimFile.Write(submission, envelope).Value)).SelectMany(Facts).ToHashSet(StringComparer.Ordinal);
        return [.. Claims(bytes).Where(segment => !told.Contains(segment.SegmentNumber)).SelectMany(Facts).Where(fact => !written.Contains(fact))];
    }

    // The segments of 837 transaction sets, without what numbers and counts.
    private static IEnumerable<X12SegmentValue> Claims(byte[] bytes)
    {
        var isClaims = false;
        var segments = SegmentStream.Of(bytes);
        // Some files name another component separator than they use: their composites are text with separators in it.
        if (segments.Exists(segment => segment.Id == "CLM" && segment.ComponentCount(5) < 2)) yield break;
        foreach (var segment in segments)
        {
            if (segment.Id == "ST") isClaims = segment.Element(1) == "837";
            if (isClaims && Array.IndexOf(Envelopes, segment.Id) < 0) yield return segment;
        }
    }

    // Amounts in one spelling; each code of HI and each reason of CAS by itself, as they may be parted otherwise.
    private static IEnumerable<string> Facts(X12SegmentValue segment)
    {
        var elements = Enumerable.Range(1, segment.ElementCount).Select(number => string.Join(':', Enumerable.Range(1, segment.ComponentCount(number)).Select(part => Plain(segment.Component(number, part)))).TrimEnd(':')).ToList();
        return segment.Id switch
        {
            "HI" => elements.Where(code => code.Length > 0).Select(code => $"HI*{code}"),
            "CAS" => elements.Skip(1).Chunk(3).Select(reason => $"CAS*{elements[0]}*{string.Join('*', reason)}".TrimEnd('*')),
            // What was left out is written: NM102, CLM05-2.
            "NM1" => [$"NM1*{elements[0]}*{string.Join('*', elements.Skip(2))}".TrimEnd('*')],
            "CLM" => [$"CLM*{string.Join('*', elements.Select((value, index) => index == 4 ? $"{segment.Component(5, 1)}:{segment.Component(5, 3)}" : value))}".TrimEnd('*')],
            "SBR" => [$"SBR*{elements[0]}*{string.Join('*', elements.Skip(2))}".TrimEnd('*')],
            _ => [$"{segment.Id}*{string.Join('*', elements)}".TrimEnd('*')],
        };
    }

    private static string Plain(string value) =>
        decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("0.####", CultureInfo.InvariantCulture)
            : value;

    [GeneratedRegex(@"\(segment (\d+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex SegmentNumber();
}
