namespace Carelake.X12;

/// <summary>What a caller of <see cref="X12Parser"/> is told, in the order of the input. Each method does nothing unless overridden.</summary>
public abstract class X12Handler
{
    /// <summary>An interchange begins.</summary>
    public virtual void OnInterchange(X12Interchange interchange)
    {
    }

    /// <summary>A TA1 between ISA and GS: the answer to an interchange we sent.</summary>
    public virtual void OnInterchangeAcknowledgement(X12Interchange interchange, X12SegmentValue acknowledgement)
    {
    }

    /// <summary>A functional group begins.</summary>
    public virtual void OnGroup(X12Group group)
    {
    }

    /// <summary>A transaction set begins; its ST follows as the first segment.</summary>
    public virtual void OnTransactionSet(X12TransactionHeader header)
    {
    }

    /// <summary>A segment of a transaction set, ST and SE included.</summary>
    /// <param name="segment">A view that ends with this call.</param>
    /// <param name="place">Where it lies.</param>
    public virtual void OnSegment(in X12Segment segment, in X12SegmentPlace place)
    {
    }

    /// <summary>A transaction set has ended, with SE or without.</summary>
    /// <param name="header">As given to <see cref="OnTransactionSet"/>.</param>
    /// <param name="end">How it ended.</param>
    public virtual void OnTransactionSetEnd(X12TransactionHeader header, X12End end)
    {
    }

    /// <summary>A functional group has ended, with GE or without.</summary>
    public virtual void OnGroupEnd(X12Group group, X12End end)
    {
    }

    /// <summary>An interchange has ended, with IEA or without.</summary>
    public virtual void OnInterchangeEnd(X12Interchange interchange, X12End end)
    {
    }

    /// <summary>Codes of a set occur that are not checked, because there is no table of them; told once for each set and parser.</summary>
    /// <param name="codeSet">One of <see cref="X12CodeSets.Names"/>.</param>
    public virtual void OnCodeSetNotChecked(string codeSet)
    {
    }

    /// <summary>Something is wrong; told when it is noticed, so before the end of what it lies in.</summary>
    public virtual void OnFinding(X12Finding finding)
    {
    }
}
