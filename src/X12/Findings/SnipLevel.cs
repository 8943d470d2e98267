namespace Carelake.X12;

/// <summary>The seven kinds of test that WEDI SNIP names for HIPAA transactions.</summary>
public enum SnipLevel
{
    /// <summary>X12 syntax: envelopes, counts, lengths, characters, dates.</summary>
    Syntax = 1,

    /// <summary>The implementation guide: what is required, used, repeated, and which codes.</summary>
    Guide = 2,

    /// <summary>Amounts that must add up.</summary>
    Balancing = 3,

    /// <summary>What one segment demands of another.</summary>
    Situational = 4,

    /// <summary>Code systems that others keep, and check digits.</summary>
    CodeSet = 5,

    /// <summary>What a kind of service demands: ambulance, anaesthesia, equipment.</summary>
    Product = 6,

    /// <summary>What one trading partner demands.</summary>
    TradingPartner = 7,
}
