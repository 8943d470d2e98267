namespace Carelake.DuckDb;

/// <summary>NULL as a .NET value.</summary>
internal static class Nulls
{
    /// <summary>null, for a type that has it.</summary>
    /// <exception cref="InvalidCastException">The type has no null.</exception>
    internal static T Default<T>() => default(T) is null
        ? default! // ! only reached for reference types and Nullable, where the caller asked for null
        : throw new InvalidCastException($"There is no value, and {typeof(T).Name} cannot be null.");
}
