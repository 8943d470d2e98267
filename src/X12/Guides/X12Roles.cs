namespace Carelake.X12;

/// <summary>Which segments of a guide the balancing and situational rules look at.</summary>
internal static class X12Roles
{
    public static void Assign(string transactionSetId, IEnumerable<X12GuideSegment> segments)
    {
        foreach (var segment in segments)
        {
            segment.Role = Role(transactionSetId, segment.Loop!.Id, segment.Id, Qualifier(segment));
            segment.FormattedElement = segment.Id switch { "DTP" => 3, "DMG" => 2, "PAT" => 6, "INS" => 12, _ => 0 };
            segment.HasPeriodComponents = segment.Id == "HI";
            segment.CodedElements = X12CodedElement.Of(segment);
        }
    }

    private static string Qualifier(X12GuideSegment segment) => segment.Qualifiers is { Codes.Count: 1 } one ? one.Codes[0] : "";

    private static X12Role Role(string set, string loop, string id, string qualifier) => (set, loop, id) switch
    {
        (_, _, "HL") => X12Role.Level,
        ("837", "2000B", "SBR") => X12Role.Subscriber,
        ("837", "2010BA", "NM1") => X12Role.SubscriberName,
        ("837", "2010BA", "N3") => X12Role.SubscriberAddress,
        ("837", "2010BA", "N4") => X12Role.SubscriberCity,
        ("837", "2010BA", "DMG") => X12Role.SubscriberBirth,
        ("837", "2300", "CLM") => X12Role.Claim,
        ("837", "2300", "HI") => X12Role.Diagnoses,
        ("837", "2400", "LX") => X12Role.LineNumber,
        ("837", "2400", "SV1" or "SV2" or "SV3") => X12Role.ServiceLine,
        ("837", "2320", "SBR") => X12Role.OtherSubscriber,
        ("837", "2320", "CAS") => X12Role.OtherPayerAdjustment,
        ("837", "2320", "AMT") when qualifier == "D" => X12Role.OtherPayerPaid,
        ("837", "2330B", "NM1") => X12Role.OtherPayerName,
        ("837", "2430", "SVD") => X12Role.LineAdjudication,
        ("837", "2430", "CAS") => X12Role.LineAdjustment,
        ("835", "ST", "BPR") or ("820", "ST", "BPR") => X12Role.Payment,
        ("835", "2100", "CLP") => X12Role.ClaimPayment,
        ("835", "2100", "CAS") => X12Role.ClaimAdjustment,
        ("835", "2110", "SVC") => X12Role.ServicePayment,
        ("835", "2110", "CAS") => X12Role.ServiceAdjustment,
        ("835", _, "PLB") => X12Role.ProviderAdjustment,
        ("820", "2300A" or "2300B", "RMR") => X12Role.PremiumAmount,
        ("820", "2200A" or "2200B", "ADX") => X12Role.PremiumAdjustment,
        (_, _, "NM1") => X12Role.Name,
        _ => X12Role.None,
    };
}
