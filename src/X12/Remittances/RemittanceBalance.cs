using System.Collections.Immutable;

namespace Carelake.X12.Remittances;

/// <summary>
/// Whether the amounts of a remittance agree, to the cent, by the three rules of the 835 (005010X221A1 section 1.10.2.1): line, claim, transaction.
/// </summary>
public static class RemittanceBalance
{
    /// <summary>Every rule that does not hold; empty when the remittance balances.</summary>
    public static ImmutableArray<Imbalance> Check(Remittance remittance)
    {
        var found = ImmutableArray.CreateBuilder<Imbalance>();
        foreach (var payment in remittance.Payments)
        {
            foreach (var line in payment.Lines)
                Add(BalanceRule.Line, line.SegmentNumber, line.BilledAmount - Sum(line.Adjustments), line.PaidAmount);
            Add(BalanceRule.Claim, payment.SegmentNumber, payment.BilledAmount - Sum(payment.AllAdjustments), payment.PaidAmount);
        }
        Add(
            BalanceRule.Transaction, remittance.SegmentNumber,
            remittance.Payments.Sum(payment => payment.PaidAmount) - remittance.ProviderAdjustments.Sum(adjustment => adjustment.Amount),
            remittance.PaidAmount);
        return found.ToImmutable();

        void Add(BalanceRule rule, long segmentNumber, decimal expected, decimal stated)
        {
            if (expected != stated) found.Add(new(rule, segmentNumber, expected, stated));
        }
    }

    private static decimal Sum(IEnumerable<Adjustment> adjustments) => adjustments.Sum(adjustment => adjustment.Amount);
}

/// <summary>Which amounts must agree.</summary>
public enum BalanceRule
{
    /// <summary>SVC02 less the line's CAS is SVC03.</summary>
    Line,

    /// <summary>CLP03 less the CAS of the claim and its lines is CLP04.</summary>
    Claim,

    /// <summary>The sum of CLP04 less the sum of PLB is BPR02.</summary>
    Transaction,
}

/// <summary>Amounts that do not agree.</summary>
/// <param name="Rule">The rule broken.</param>
/// <param name="SegmentNumber">Number of the SVC, CLP or ST segment in the input.</param>
/// <param name="ExpectedAmount">What the parts come to.</param>
/// <param name="StatedAmount">What is stated.</param>
public sealed record Imbalance(BalanceRule Rule, long SegmentNumber, decimal ExpectedAmount, decimal StatedAmount);
