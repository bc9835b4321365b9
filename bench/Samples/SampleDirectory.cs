using System.Globalization;
using System.Text.Json;

namespace Bench.Samples;

/// <summary>One tenant with many users, for the identity emulator.</summary>
internal static class SampleDirectory
{
    public static readonly Guid Tenant = new("dddddddd-4444-4444-8444-444444444444");

    public static string UserName(int number) => string.Create(CultureInfo.InvariantCulture, $"user{number}@bench.example");

    public static byte[] Json(int users) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        tenants = new[]
        {
            new
            {
                id = Tenant,
                name = "Bench",
                domain = "bench.example",
                users = Enumerable.Range(0, users).Select(number => new
                {
                    id = new Guid($"dddddddd-4444-4444-8444-{number:x12}"),
                    name = string.Create(CultureInfo.InvariantCulture, $"User {number}"),
                    userName = UserName(number),
                }),
            },
        },
    });
}
