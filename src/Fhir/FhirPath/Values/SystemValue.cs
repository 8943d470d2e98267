using System.Globalization;

namespace Carelake.Fhir.FhirPath.Values;

/// <summary>A value of FHIRPath's own types (N1, section 4.1): a literal, the result of an operation, or a FHIR primitive taken as one.</summary>
public abstract class SystemValue
{
    private protected SystemValue() { }

    /// <summary>Name in the namespace System: <c>Boolean</c>, <c>String</c>, <c>Integer</c>, <c>Decimal</c>, <c>Date</c> ...</summary>
    public abstract string TypeName { get; }

    /// <summary>The value as <c>toString()</c> writes it.</summary>
    public abstract override string ToString();
}

/// <summary>True or false; there is one object of each.</summary>
internal sealed class BooleanValue : SystemValue
{
    public static readonly BooleanValue True = new(value: true);
    public static readonly BooleanValue False = new(value: false);

    private BooleanValue(bool value) => Value = value;

    public bool Value { get; }

    public override string TypeName => "Boolean";

    public static BooleanValue Of(bool value) => value ? True : False;

    public override string ToString() => Value ? "true" : "false";
}

/// <summary>Unicode text.</summary>
internal sealed class StringValue(string value) : SystemValue
{
    public string Value => value;

    public override string TypeName => "String";

    public override string ToString() => value;
}

/// <summary>A number: Integer (32 bits), Long (64 bits) or Decimal (28 digits, the scale kept).</summary>
internal abstract class NumberValue(decimal value) : SystemValue
{
    public decimal Value => value;

    public override string ToString() => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A whole number of 32 bits.</summary>
internal sealed class IntegerValue(int value) : NumberValue(value)
{
    public override string TypeName => "Integer";
}

/// <summary>A whole number of 64 bits, written with an L.</summary>
internal sealed class LongValue(long value) : NumberValue(value)
{
    public override string TypeName => "Long";
}

/// <summary>A decimal number, exact, with the scale it was written in.</summary>
internal sealed class DecimalValue(decimal value) : NumberValue(value)
{
    public override string TypeName => "Decimal";

    /// <summary>Digits after the point, those that are zero included.</summary>
    public int Scale => Value.Scale;
}

/// <summary>What <c>type()</c> gives (N1, section 7.1): a name in a namespace.</summary>
internal sealed class TypeValue(string space, string name, string baseType) : SystemValue
{
    public string Namespace => space;

    public string Name => name;

    public string BaseType => baseType;

    public override string TypeName => "TypeInfo";

    public override string ToString() => $"{space}.{name}";
}
