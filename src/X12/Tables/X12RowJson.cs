using System.Text.Json;

namespace Carelake.X12.Tables;

/// <summary>Rows as JSON.</summary>
public static class X12RowJson
{
    /// <summary>Writes one object: the columns in order, absent ones as null; dates as YYYY-MM-DD, amounts as numbers.</summary>
    /// <param name="json">Takes the object.</param>
    /// <param name="row">The row.</param>
    /// <param name="positionName">When given, a first member of this name holds the row's position.</param>
    public static void Write(Utf8JsonWriter json, X12Row row, string? positionName = null)
    {
        json.WriteStartObject();
        if (positionName is not null) json.WriteNumber(positionName, row.Position);
        for (var index = 0; index < row.Values.Length; index++)
        {
            json.WritePropertyName(row.Table.Columns[index]);
            switch (row.Values[index])
            {
                case null: json.WriteNullValue(); break;
                case decimal amount: json.WriteNumberValue(amount); break;
                case long number: json.WriteNumberValue(number); break;
                case bool flag: json.WriteBooleanValue(flag); break;
                case DateOnly date: json.WriteStringValue(date.ToString("yyyy-MM-dd")); break;
                case var text: json.WriteStringValue(text.ToString()); break;
            }
        }
        json.WriteEndObject();
    }
}
