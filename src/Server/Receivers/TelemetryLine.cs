using System.Text.Json;

namespace Carelake.Server.Receivers;

/// <summary>One measurement, as far as a receiver reads it.</summary>
internal static class TelemetryLine
{
    private const int LongestDevice = 200;

    /// <summary>The device that a measurement names, so that its measurements keep their order.</summary>
    /// <param name="line">One line.</param>
    /// <returns>Empty when it names none; <see langword="null"/> when the line is no JSON object.</returns>
    public static string? DeviceOf(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            var device = "";
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isDevice = reader.ValueTextEquals("device"u8) || reader.ValueTextEquals("device_id"u8);
                reader.Read();
                if (isDevice && reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= LongestDevice) device = reader.GetString()!; // A string token.
                reader.Skip();
            }

            // Nothing may follow the object.
            return reader.Read() ? null : device;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
