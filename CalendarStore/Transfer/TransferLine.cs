using System.Buffers;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Transfer;

/// <summary>
/// A line of a tenant's file: JSON, one object per line, UTF-8. First the tenant; then the items of each kind without parent in the order of id, each followed by its children,
/// which are in the order of kind and id; then the end. An item names its kind, under the kind's name its id, and under the parent kind's name its parent's id:
/// <code>
/// {"kind":"tenant","format":1,"tenant":"aaaaaaaa-1111-4111-8111-111111111111","at":"2026-11-23T08:00:00Z"}
/// {"kind":"calendar","calendar":"team","content":{"name":"Team","timeZone":"Europe/Berlin"},"by":"…","at":"2026-11-20T09:00:00Z"}
/// {"kind":"event","calendar":"team","event":"e1","content":{"title":"Stand-up","start":"2026-11-23T09:00:00",…},"by":"…","at":"…"}
/// {"kind":"end","calendars":1,"events":1,"digest":"sha256:…"}
/// </code>
/// </summary>
internal static class TransferLine
{
    /// <summary>A reader refuses a format that it does not know. A new kind is no new format.</summary>
    public const int CurrentFormat = 1;

    /// <param name="tenant">Where the items come from; they may go to another tenant.</param>
    public static byte[] Tenant(TenantId tenant, Instant at) => Write("tenant", writer =>
    {
        writer.WriteNumber("format", CurrentFormat);
        writer.WriteString("tenant", tenant.Value);
        writer.WriteString("at", InstantPattern.ExtendedIso.Format(at));
    });

    /// <param name="revision">Who wrote it last, and when: for people to read, and not part of the digest. What is imported is written by who imports.</param>
    public static byte[] Item(EntityKey key, EntityContent content, Revision? revision) => Write(key.Kind.Name, writer =>
    {
        if (key.Kind.Parent is { } parent)
        {
            writer.WriteString(parent.Name, key.Parent);
        }

        writer.WriteString(key.Kind.Name, key.Id);
        writer.WritePropertyName("content");
        key.Kind.Write(writer, key.Kind.Portable(content));
        if (revision is not null)
        {
            writer.WriteString("by", revision.By);
            writer.WriteString("at", InstantPattern.ExtendedIso.Format(revision.At));
        }
    });

    public static byte[] Write(string kind, Action<Utf8JsonWriter> members)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(line))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", kind);
            members(writer);
            writer.WriteEndObject();
        }

        line.Write("\n"u8);
        return line.WrittenSpan.ToArray();
    }

    /// <summary>Whether the line has no other members than its kind and these.</summary>
    public static bool HasOnly(JsonElement line, params ReadOnlySpan<string> members)
    {
        foreach (var member in line.EnumerateObject())
        {
            if (member.Name != "kind" && !members.Contains(member.Name))
            {
                return false;
            }
        }

        return true;
    }
}
