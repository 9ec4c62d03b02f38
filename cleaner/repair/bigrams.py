"""Costs of Arabic letter pairs, made by ``benchmarks/build_bigrams.py``; do not edit.

Counted over 4,232,948 weighted letter pairs of Arabic, Persian, Urdu and Pashto
catalogues in the Debian 12 packages libreoffice-l10n-ar vlc-l10n evolution-common gnome-control-center-data okular
kate5-data krita-l10n libgtk2.0-common xkb-data shared-mime-info libglib2.0-data iso-codes apt.
"""

LETTERS = (
    "\u0621\u0622\u0623\u0624\u0625\u0626\u0627\u0628\u0629\u062a\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632"
    "\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063a\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u0648\u0649\u064a"
    "\u067e\u0686\u0698\u06af\u0679\u0688\u0691\u06ba"
)
# A row for the edge of a word and for each letter, a column likewise: quarter bits above FIRST.
FIRST = 35
COSTS = (
    "[[@5[8V*5U4D;9;9F:B9;<EAL7>7:7517:8[8=HUB[[[[$[[[[[[8[0B[[[[[[[[[[[[[[[[[[[C;[C[[K[[[[[[[["
    "=YYYYYCY7Y5FLY-<B5;,3YYYYY7?GC161E8Y3GEP;YYYY1[[C[[[[9M=9?863I5:1;:;B>4=9:7542D/Y4[[[[[[[["
    "6SSSSSS9SS=/SS75S:S:+SSSSSSS/G.GS:5S3SSSSSSSS=[[[[[U[:[BE8=:42476;866<1?5DA+;1E[[8[[[[[[[["
    "3[[[[[[<>4B[=9[7S8OOO6K6[DOC:M2,0@9S+[[[[O[[[0<[[V[9Y:E3H@;>8F4<6@?DAL:H:?>(63?>[6KZPM[W[["
    ".[TEOEG.B88BG9E4O1D>CFJ7Y4HF595?:56W.XZ[I[[[[#[[[[[[[Y[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
    "+[[>K[X47DBE=36<C2E<:8D>E5;:7;:74;3H4[[[L[[[[*[[[[[[-3:F[[[:[[1[[[[[[[O[Q:J251E6[2[[[[[[[["
    ".[[U[[M.77>[YK[.E67>O[[[[6LT[L2/;43F3U[[U[[[[.[[[[[[/A2598Q[-52?6H>EL?[[65?;8G?4[7[[[[[[[["
    "3[[[[[[0A?1[[[[/E2>H=4@-[[[8[I/DD:6X2NP[[[[[[*CNC[[>/O3B@FX94[4UAK[[[[@S;@C:6953H0Y[[F[[[["
    "3[[[[[[*A6J[9[9R[0[[P[[[[P[.T9;NH1>E.[[[[[[[[*[[BK[A/949R6DD7Y>@6<D8B[BA88:H;<<3B/OFRDYY[["
    "*@SR[[A/;;M[=EL9[2VID[[[[DPMMF53996V,P[[C[[[[1[[LL[U.7>+[=A;G[7[LX[[6[@R;?>41:=8[/I[[[P[[["
    "0[[H[[:.8:4[C:<3Q/[ITX[=[;46F49;564T3K[[A[[[[-[[[[[[0B9G[[9U3[4[[[;[G[M;-AX2@:F.>2[[[[[[[["
    ")[[[[[[/2<L[GJIK[6[[[[[P[063[N65[>5[1[[[S[[[[)[X6[[C/13K[[B[[[1[NT[[:[9[@8R4BG@4C3[[[[[[[["
    "+[[[[[[.O4<[[[[[[4[[[[[[[[[D[[37M,5[0[[[[[[[[,[[[[[[2;5;?I[[/92MUAPA=L[[IC>.30A>Y5[[[[[[[["
    "1[[[[[[0:3D[T[[DF5CGB[L7[[WN[[0DBI3F([[[[[[[[,[[BUMF0K71[N5[D;3>==@;R79MU4>7PC;8L-[[[Y[[[["
    "-[[[[[[-838[[N[5[3Q<C:J4[9[:B[57>@4B.[[[[[[[[.[WL[WM-795=PJL;M1B5AQ[R[IRHGE/6093Z3PJ[[[W[["
    ".LF7[:V27:3D>8:=@;D9=:G>L8@58:7/8=674Q[[T[[[[-[[Z@[G1=46A86<;P5>3<=C=H5G:<83@384K3SW[Q[[[["
    "*[[Z[[W0?:6[>CF1HGB786N<<DB<7<H8D74B2VV[<OL[['[[[O[[,E=F[G[[;25FHJ[N[[[SG[Q:78>4F7[[[[[[[["
    "0DTG[II/9G:E7;L4E1:6;;:?E7E87=262BB=0ENQJTT[[#S[S[[[S[[[[[[[[[[[[[[[[[[[[[[[[[[[S[[[[[[[[["
    "+I[VN[H1=09C>:@3I2>8<FB=N;C<98643>9[9MIQGVW[[2[[[[[[-N[?[V[6S<-V77[[[[[[[[P:N794[*[[[A[[[["
    ",TTTTTC.TTFTTTTKT7T57TTKTTTTT6?93.2T05BT@TTTT6LLLLLL19L?LLLLLL>LLLLLLLLLLL=LL3(2L0LLL-LLLL"
    "2[[[[[[-I[R[I[[[2-.A3[[[[[[G[[=H=;0[0K[[[[[[[,HHHHHH/HHHHHHHHH242HHHHHHHHHHHHHH-H-HHHHHHHH"
    "*IIIIII,IIIIIIIIII8IIIIIII8IIIII4I+I2IIIIIIII999999999999999999999999999999999999999999999"
    ");;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;"
)
