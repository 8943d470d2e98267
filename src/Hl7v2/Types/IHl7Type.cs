namespace Carelake.Hl7v2;

/// <summary>A data type of chapter 2.A, seen over the bytes of a message.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IHl7Type<TSelf>
    where TSelf : struct, IHl7Type<TSelf>
{
    /// <summary>The bytes seen as this type.</summary>
    static abstract TSelf Of(Hl7Part part);
}
