using System.Text.Json;
using CalendarApi.People;
using TeamCalendars.Tenants;

namespace CalendarApi.Demo;

/// <summary>The users of the sample tenants that one signs in to in Development.</summary>
internal static class SampleUsers
{
    public static IReadOnlyList<SeenAccount> Of(TenantId tenant)
    {
        using var file = typeof(SampleUsers).Assembly.GetManifestResourceStream("sample-users.json")
            ?? throw new InvalidOperationException("The assembly does not contain the sample users.");
        using var directory = JsonDocument.Parse(file);
        return
        [
            .. from entry in directory.RootElement.GetProperty("tenants").EnumerateArray()
            where entry.GetProperty("id").GetGuid() == tenant.Value
            from user in entry.GetProperty("users").EnumerateArray()
            let account = SeenAccount.From(tenant, user.GetProperty("id").GetGuid(), user.GetProperty("name").GetString(), user.GetProperty("userName").GetString())
            where account is not null
            select account,
        ];
    }
}
