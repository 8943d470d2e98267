using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Carelake.DuckDb;

/// <summary>A value for <c>$name</c>, or, without a name, for the next <c>?</c> or <c>$1</c>.</summary>
public sealed class DuckDbParameter : DbParameter
{
    private string _name = "";

    /// <summary>Makes an empty parameter.</summary>
    public DuckDbParameter()
    {
    }

    /// <summary>Makes a positional parameter.</summary>
    public DuckDbParameter(object? value) => Value = value;

    /// <summary>Makes a named parameter.</summary>
    /// <param name="name">With or without <c>$</c>, <c>@</c> or <c>:</c> before it.</param>
    /// <param name="value">The value; null for NULL.</param>
    public DuckDbParameter(string name, object? value)
    {
        ParameterName = name;
        Value = value;
    }

    /// <summary>Makes a named parameter of a given type.</summary>
    public DuckDbParameter(string name, object? value, DuckDbType type)
        : this(name, value) => DuckDbType = type;

    /// <summary>The type to send; <see langword="null"/> takes it from the value.</summary>
    public DuckDbType? DuckDbType { get; set; }

    /// <summary>Kept for users of ADO.NET; the value's own type decides.</summary>
    public override DbType DbType { get; set; } = DbType.Object;

    /// <summary>Input; the engine has no other.</summary>
    public override ParameterDirection Direction
    {
        get => ParameterDirection.Input;
        set
        {
            if (value != ParameterDirection.Input) throw new NotSupportedException("DuckDB has input parameters only.");
        }
    }

    /// <inheritdoc/>
    public override bool IsNullable { get; set; } = true;

    /// <summary>The name without its mark; empty for a positional parameter.</summary>
    [AllowNull]
    public override string ParameterName
    {
        get => _name;
        set => _name = value is [('$' or '@' or ':'), .. var rest] ? rest : value ?? "";
    }

    /// <inheritdoc/>
    public override int Size { get; set; }

    /// <inheritdoc/>
    [AllowNull]
    public override string SourceColumn { get; set => field = value ?? ""; } = "";

    /// <inheritdoc/>
    public override bool SourceColumnNullMapping { get; set; }

    /// <inheritdoc/>
    public override object? Value { get; set; }

    /// <inheritdoc/>
    public override void ResetDbType() => (DbType, DuckDbType) = (DbType.Object, null);
}
