namespace Carelake.X12;

/// <summary>What a segment of a guide is to the rules that add up and compare; most are nothing to them.</summary>
internal enum X12Role : byte
{
    None,
    Level,
    Subscriber,
    Name,
    SubscriberName,
    SubscriberAddress,
    SubscriberCity,
    SubscriberBirth,
    Claim,
    Diagnoses,
    LineNumber,
    ServiceLine,
    OtherSubscriber,
    OtherPayerAdjustment,
    OtherPayerPaid,
    OtherPayerName,
    LineAdjudication,
    LineAdjustment,
    Payment,
    ClaimPayment,
    ClaimAdjustment,
    ServicePayment,
    ServiceAdjustment,
    ProviderAdjustment,
    PremiumAmount,
    PremiumAdjustment,
}
