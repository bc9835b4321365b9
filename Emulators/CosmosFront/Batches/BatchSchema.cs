using Microsoft.Azure.Cosmos.Serialization.HybridRow.Layouts;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Schemas;

namespace CosmosFront.Batches;

/// <summary>The HybridRow schemas of a batch's operations and results, as the client library carries them in itself.</summary>
internal static class BatchSchema
{
    private const string Resource = "Microsoft.Azure.Cosmos.Batch.HybridRowBatchSchemas.json";

    public static readonly Namespace Schemas = Load();
    public static readonly LayoutResolverNamespace Resolver = new(Schemas);
    public static readonly Layout Result = Resolver.Resolve(Schemas.Schemas.Single(schema => schema.Name == "BatchResult").SchemaId);

    private static Namespace Load()
    {
        using var stream = typeof(Microsoft.Azure.Cosmos.CosmosClient).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The client library has no '{Resource}'.");
        using var reader = new StreamReader(stream);
        return Namespace.Parse(reader.ReadToEnd());
    }
}
