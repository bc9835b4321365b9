using System.Text.Json.Nodes;

namespace CalendarApi.Tests.Hosting;

/// <summary>Bodies that are good as they are; a test changes what it is about.</summary>
internal static class Samples
{
    public const string Calendar = """{"name":"Team","color":"#3366cc","timeZone":"Europe/Berlin"}""";

    public const string Event =
        """{"title":"Stand-up","allDay":false,"start":"2026-11-23T09:00:00","end":"2026-11-23T09:15:00","timeZone":"Europe/Berlin","assignees":[]}""";

    public const string Person = """{"sort":"contact","displayName":"Zoë Ångström","address":"zoe@partner.example","timeZone":"Europe/Stockholm"}""";

    public const string Days = """{"title":"Offsite","allDay":true,"start":"2026-12-03","end":"2026-12-05"}""";

    /// <summary>The sample with one member set to a JSON value, or taken out when that is null.</summary>
    public static string With(string sample, string member, string? json)
    {
        var body = JsonNode.Parse(sample)!.AsObject();
        body.Remove(member);
        if (json is not null)
        {
            body[member] = JsonNode.Parse(json);
        }

        return body.ToJsonString();
    }

    public static string NewId() => Guid.NewGuid().ToString("N");
}
