using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>The color of a lesion's body: pigment that ends at the outline, and the patches of other colors within.</summary>
internal sealed class SyntheticLesion(SyntheticPlan plan, SyntheticShape shape, SyntheticTissue tissue)
{
    private readonly Random random = plan.RandomFor("lesion");

    // Melanin as it would be if the lesion had no border.
    private readonly float[] pigment = new float[plan.Size.Area];

    /// <summary>Share of the lesion's pigment at each pixel, 0–1; at the outline the skin looks half as dark as the lesion.</summary>
    public float[] Presence { get; private set; } = [];

    /// <summary>Adds the lesion to the tissue; the body withdraws from the outline by <paramref name="recess"/> pixels, to leave room for streaks.</summary>
    public void Draw(float[] recess)
    {
        Body();
        switch (plan.Kind)
        {
            case LesionKind.TwoTone:
                Darken(new Interval(0.15, 0.5).Draw(random), new Interval(0.8, 1.8).Draw(random));
                break;
            case LesionKind.ManyColors:
                Darken(new Interval(0.15, 0.4).Draw(random), new Interval(1, 2.2).Draw(random));
                break;
        }

        Presence = Fade(Edge(recess));
        Tissue();
        switch (plan.Kind)
        {
            case LesionKind.ManyColors:
                Tint(tissue.Veil, new Interval(0.08, 0.3).Draw(random), 0.55f);
                Tint(tissue.Blood, new Interval(0.1, 0.3).Draw(random), 0.4f);
                Regress(new Interval(0.04, 0.2).Draw(random));
                break;
            case LesionKind.BlueGrey:
                Tint(tissue.Veil, new Interval(0.85, 1).Draw(random), (float)new Interval(0.45, 0.8).Draw(random));
                break;
        }
    }

    // How sharply the pigment ends, which differs along the border; a little grain keeps it from looking airbrushed.
    private float[] Edge(float[] recess)
    {
        double sharpness = plan.Kind == LesionKind.Keratosis ? 0.04 : new Interval(0.05, 0.22).At(Math.Pow(random.NextDouble(), 1.5));
        float width = (float)Math.Clamp(sharpness * shape.Radius, 2.5 * plan.Unit, 26 * plan.Unit);
        float[] along = SyntheticNoise.Octaves(random, plan.Size, 1.2 * shape.Radius, 2);
        float[] grain = SyntheticNoise.Octaves(random, plan.Size, 9 * plan.Unit, 3);
        float lace = (float)new Interval(0.05, 0.35).Draw(random);
        var edge = new float[plan.Size.Area];
        for (int i = 0; i < edge.Length; i++)
        {
            float half = width * Math.Clamp(1 + (0.5f * along[i]), 0.35f, 2);
            float depth = shape.Depth[i] - recess[i] + (lace * half * grain[i]);
            edge[i] = SyntheticFilters.Rise(depth, -half, half);
        }

        return edge;
    }

    // Half the pigment of a black lesion is nearly black still: the share that looks half as dark is less than a half.
    private float[] Fade(float[] edge)
    {
        const float Absorption = 0.78f; // of green light, as the eye's
        for (int i = 0; i < edge.Length; i++)
        {
            if (edge[i] is > 0 and < 1)
            {
                float full = Math.Max(0.05f, Absorption * pigment[i]);
                float half = -MathF.Log(0.5f * (1 + MathF.Exp(-full))) / full;
                edge[i] = MathF.Pow(edge[i], MathF.Log2(1 / half));
            }
        }

        return edge;
    }

    private void Body()
    {
        float density = (float)Density();
        float[] patches = SyntheticNoise.Octaves(random, plan.Size, 0.9 * shape.Radius, 5, 0.62);
        float[] fine = SyntheticNoise.Octaves(random, plan.Size, new Interval(5, 14).Draw(random) * plan.Unit, 3);
        float uneven = (float)new Interval(0.15, 0.5).Draw(random), texture = (float)new Interval(0.10, 0.28).Draw(random);
        float center = (float)new Interval(-0.5, 0.8).Draw(random);
        for (int i = 0; i < pigment.Length; i++)
        {
            float middle = Math.Clamp(shape.Depth[i] / (0.8f * (float)shape.Radius), 0, 1);
            float level = 1 + (uneven * patches[i]) + (texture * fine[i]) + (center * (middle - 0.5f));
            pigment[i] = density * Math.Max(0.3f, level);
        }
    }

    // Pigment deep in the skin looks grey; blood reddens.
    private void Tissue()
    {
        float[] patches = SyntheticNoise.Octaves(random, plan.Size, 0.9 * shape.Radius, 3);
        float deep = (float)(0.22 * Math.Pow(random.NextDouble(), 2));
        float blood = (float)(plan.Kind == LesionKind.Red ? new Interval(0.5, 0.9).Draw(random) : new Interval(0, 0.15).Draw(random));
        for (int i = 0; i < Presence.Length; i++)
        {
            tissue.Melanin[i] += Presence[i] * pigment[i];
            tissue.Veil[i] += Presence[i] * deep;
            tissue.Blood[i] += Presence[i] * blood * Math.Max(0.4f, 1 + (0.3f * patches[i]));
        }
    }

    private double Density() => plan.Kind switch
    {
        LesionKind.Faint => new Interval(0.13, 0.3).Draw(random),
        LesionKind.Brown => new Interval(0.25, 1.1).Draw(random),
        LesionKind.Dark => new Interval(1.9, 3.4).Draw(random),
        LesionKind.TwoTone => new Interval(0.2, 0.65).Draw(random),
        LesionKind.ManyColors => new Interval(0.3, 1).Draw(random),
        LesionKind.BlueGrey => new Interval(0.25, 0.9).Draw(random),
        LesionKind.Keratosis => new Interval(0.25, 0.9).Draw(random),
        _ => new Interval(0.08, 0.3).Draw(random),
    };

    private float[] Patch(double share) =>
        SyntheticFilters.Part(SyntheticNoise.Octaves(random, plan.Size, 1.1 * shape.Radius, 5, 0.55), shape.Mask, share, 0.7f);

    private void Darken(double share, double density)
    {
        float[] patch = Patch(share);
        for (int i = 0; i < patch.Length; i++)
        {
            pigment[i] += patch[i] * (float)density;
        }
    }

    private void Tint(float[] layer, double share, float strength)
    {
        float[] patch = Patch(share), uneven = SyntheticNoise.Octaves(random, plan.Size, 0.5 * shape.Radius, 4);
        for (int i = 0; i < patch.Length; i++)
        {
            layer[i] += Presence[i] * patch[i] * strength * Math.Clamp(1 + (0.25f * uneven[i]), 0, 1.4f);
        }
    }

    // Scar where the body has destroyed a part of the lesion: less pigment, paler than the skin around.
    private void Regress(double share)
    {
        float[] patch = Patch(share);
        for (int i = 0; i < patch.Length; i++)
        {
            float amount = Presence[i] * patch[i];
            tissue.Melanin[i] *= 1 - (0.75f * amount);
            tissue.Veil[i] *= 1 - amount;
            tissue.Pale[i] += 0.3f * amount;
        }
    }
}
